import { Fragment, type ReactNode } from 'react';

import { codeName, kindName, propertyName } from '../network/naming';
import { link } from './address';
import { called, pageOf, usePage } from './page';
import type { Found, Highlight, Named, Some } from './questions';
import { capital, dated, priced, spanned } from './shown';
import type { Language } from './words';

const AROUND = 90; // characters that stand before and after what was found
const ENDS = new Set(['Institution', 'Foundation', 'City', 'Region', 'Country', 'Project', 'Programme']);

/** An entity that was found: what it is, what it is called, where the words stand, and what it leads to. */
export function Card({ found, highlights }: { found: Found; highlights: Highlight[] }) {
  const { language, say, lang } = usePage();
  const name = found.parties?.length
    ? found.parties.map(({ entity }) => called(entity, language)).join(' – ')
    : called(found, language);
  const title = highlights.find((each) => each.text === name);
  const others = highlights.filter(({ property, text }) => property !== 'place' && text !== name && text !== found.label);
  const elsewhere = [...new Map(others.map((each) => [each.text, each])).values()];
  return (
    <li className="card">
      <p className="kind">{kindOf(found, language)}</p>
      <h3>
        <a href={pageOf(found.id, lang)}>{title ? <Marked parts={title.parts} /> : capital(name)}</a>
      </h3>
      <Facts of={found} />
      {elsewhere.slice(0, 2).map((each) => (
        <p key={`${each.property} ${each.text}`} className="excerpt">
          <small>{propertyName(found.__typename, each.property, language)}</small> <Marked parts={cut(each.parts)} />
        </p>
      ))}
      {ENDS.has(found.__typename) && (
        <p className="onward">
          <a {...link({ from: found.id, to: '', lang })}>
            {say('onward')}
            <span className="unseen">: {name}</span>
          </a>
        </p>
      )}
    </li>
  );
}

/** What an entity is: its own sort, where it says so, else its kind. */
function kindOf({ __typename, organizationKind, level, partnershipKind }: Found, language: Language): string {
  if (organizationKind) return capital(codeName('OrganizationKind', organizationKind, language));
  if (level) return capital(codeName('ProgrammeLevel', level, language));
  if (partnershipKind) return capital(codeName('PartnershipKind', partnershipKind, language));
  return capital(kindName(__typename, language));
}

function Facts({ of }: { of: Found }) {
  const { language, say } = usePage();
  const facts: Record<string, ReactNode> = {
    place: of.place && <Entity of={of.place} />,
    country: of.country && <Entity of={of.country} />,
    role: of.role && codeName('Role', of.role, language),
    organization: of.organization && <Entity of={of.organization} />,
    project: of.project && <Entity of={of.project} />,
    programme: of.programme && <Entity of={of.programme} />,
    parent: of.parent && <Entity of={of.parent} />,
    code: of.code,
    parties: of.parties?.length ? <List of={of.parties.map(({ entity }) => entity)} /> : null,
    time: spanned(of.startDate, of.endDate, language),
    signed: of.signed && dated(of.signed, language),
    published: of.published && dated(of.published, language),
    budget: of.budget && priced(of.budget, language),
    participations: of.participations?.totalCount ? <Ends of={of.participations} /> : null,
    organizations: of.organizations?.totalCount ? <Listed of={of.organizations} /> : null,
  };
  const known = Object.entries(facts).filter(([, value]) => value);
  if (!known.length) return null;
  return (
    <dl>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name === 'time' ? say('time') : propertyName(of.__typename, name, language)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Ends({ of }: { of: NonNullable<Found['participations']> }) {
  const nodes = of.nodes.flatMap(({ project, organization }) => project ?? organization ?? []);
  return <Listed of={{ totalCount: of.totalCount, nodes: [...new Map(nodes.map((each) => [each.id, each])).values()] }} />;
}

function Listed({ of }: { of: Some<Named> }) {
  const left = of.totalCount - of.nodes.length;
  return (
    <>
      <List of={of.nodes} />
      {left > 0 && <span className="count"> +{left}</span>}
    </>
  );
}

function List({ of }: { of: Named[] }) {
  return of.map((each, at) => (
    <Fragment key={each.id}>
      {at > 0 && ', '}
      <Entity of={each} />
    </Fragment>
  ));
}

export function Entity({ of }: { of: Named }) {
  const { language, lang } = usePage();
  return <a href={pageOf(of.id, lang)}>{called(of, language)}</a>;
}

function Marked({ parts }: { parts: Highlight['parts'] }) {
  return parts.map(({ text, matched }, at) => (matched ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>));
}

/** The parts around the first that matches, cut where a long text would go on. */
function cut(parts: Highlight['parts']): Highlight['parts'] {
  const first = Math.max(parts.findIndex(({ matched }) => matched), 0);
  return parts.slice(Math.max(first - 1, 0), first + 4).map((part, at, all) => {
    if (part.matched || part.text.length <= 2 * AROUND) return part;
    const head = at === 0 && first > 0 ? '' : `${part.text.slice(0, AROUND)}…`;
    const tail = at === all.length - 1 ? '' : `…${part.text.slice(-AROUND)}`;
    return { ...part, text: head && tail ? `${head} ${tail}` : head || tail };
  });
}
