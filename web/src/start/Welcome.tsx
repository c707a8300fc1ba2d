import { kindName } from '../network/naming';
import { link, PROGRAMMES } from './address';
import { useAnswer } from './ask';
import { AsGraphQL } from './AsGraphQL';
import { called, pageOf, usePage } from './page';
import { beginning, COUNTING, KINDS, type Begun, type Counted, type EntityKind, type Named } from './questions';
import { capital, numbered, spanned } from './shown';
import { Trouble } from './Trouble';

const QUESTIONS = 3; // of each sort
/** What is counted: families of kinds, the ones first that people ask for first. */
const COUNTED: Record<EntityKind, string[]> = {
  ORGANIZATION: ['INSTITUTION', 'FOUNDATION'],
  PLACE: ['CITY', 'REGION', 'COUNTRY'],
  PROJECT: ['PROJECT'],
  PROGRAMME: ['PROGRAMME'],
  PARTNERSHIP: ['PARTNERSHIP'],
  DOCUMENT: ['DOCUMENT'],
};

/** What there is to begin with: questions made of what the graph holds, its newest projects, and how large it is. */
export function Welcome() {
  const { language, say, lang } = usePage();
  const query = beginning(language);
  const { answer, refused, again } = useAnswer<Begun>(query);
  if (refused) return <Trouble refused={refused} again={again} />;
  if (!answer) return null;
  const { projects } = answer.data;
  const pairs = joinable(answer.data);
  const names = placed(answer.data).slice(0, QUESTIONS);
  return (
    <>
      {(pairs.length > 0 || names.length > 0) && (
        <section aria-labelledby="begin">
          <h2 id="begin">{say('begin')}</h2>
          <ul className="questions">
            {pairs.map(({ from, to, via }) => (
              <li key={`${from.id} ${to.id}`}>
                <a {...link({ from: from.id, to: to.id, via, lang })}>
                  {say('whatJoins', { from: called(from, language), to: called(to, language) })}
                </a>
              </li>
            ))}
            {names.map((each) => (
              <li key={each.id}>
                <a {...link({ q: called(each, language), lang })}>{say('whatOf', { name: called(each, language) })}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {projects.nodes.length > 0 && (
        <section aria-labelledby="newest">
          <h2 id="newest">{say('newest')}</h2>
          <ol className="cards">
            {projects.nodes.map((each) => (
              <li key={each.id} className="card">
                <p className="kind">{spanned(each.startDate, each.endDate, language) || capital(kindName('Project', language))}</p>
                <h3>
                  <a href={pageOf(each.id, lang)}>{each.label}</a>
                </h3>
                <p className="people">
                  {[...new Set(each.participations.nodes.map(({ organization }) => called(organization, language)))].join(', ')}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Figures />
      <AsGraphQL query={query} />
    </>
  );
}

/** How large the graph is; nothing, if that took too long to count. */
function Figures() {
  const { language, say } = usePage();
  const { answer } = useAnswer<Counted>(COUNTING);
  if (!answer) return null;
  const { statistics } = answer.data;
  return (
    <section aria-labelledby="inside">
      <h2 id="inside">{say('inside')}</h2>
      <ul className="figures">
        {KINDS.map((each) => (
          <Figure key={each} count={counted(statistics, COUNTED[each])} of={say(each)} />
        ))}
        <Figure count={statistics.kinds.reduce((sum, { count }) => sum + count, 0)} of={say('entities')} />
      </ul>
    </section>
  );

  function Figure({ count, of }: { count: number; of: string }) {
    return count ? (
      <li>
        <strong>{numbered(count, language)}</strong> <span>{of}</span>
      </li>
    ) : null;
  }
}

function counted({ kinds }: Counted['statistics'], codes: string[]): number {
  return kinds.filter(({ kind }) => codes.includes(kind)).reduce((sum, { count }) => sum + count, 0);
}

interface Pair {
  from: Named;
  to: Named;
  via?: string;
}

/** Whom something joins: the parties of a partnership, the first and the last of a project, two of one programme. */
function joinable({ projects, partnerships }: Begun): Pair[] {
  const sides = [
    ...partnerships.nodes.map(({ parties }) => parties.map(({ entity }) => entity)),
    ...projects.nodes.map(leading),
  ];
  const pairs = sides.flatMap((each) => paired(each[0], each.at(-1)));
  const ofProgrammes = projects.nodes.flatMap((one, at) =>
    projects.nodes
      .slice(at + 1)
      .filter((other) => other.programmes.nodes.some(({ id }) => one.programmes.nodes.some((each) => each.id === id)))
      .flatMap((other) => paired(leading(one)[0], leading(other)[0], PROGRAMMES)),
  );
  return [...pairs.slice(0, QUESTIONS - 1), ...ofProgrammes.slice(0, 1)];
}

const leading = ({ participations }: Begun['projects']['nodes'][number]): Named[] =>
  participations.nodes.map(({ organization }) => organization);

function paired(from: Named | undefined, to: Named | undefined, via?: string): Pair[] {
  return from && to && from.id !== to.id ? [{ from, to, via }] : [];
}

/** Where the newest projects are run. */
function placed({ projects }: Begun): Named[] {
  const places = projects.nodes.flatMap(({ participations }) => participations.nodes.map(({ organization }) => organization.place));
  return [...new Map(places.flatMap((each) => (each ? [[each.id, each]] : []))).values()];
}
