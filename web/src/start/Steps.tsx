import { kindName, relationName } from '../network/naming';
import { called, pageOf, usePage } from './page';
import type { Hop, Named, Proof, Way } from './questions';
import { capital, spanned } from './shown';

const PROOFS = 3; // that a step shows at once

/** A way, step by step: whom it goes by, what joins each to the next, and the words that prove it. */
export function Steps({ way }: { way: Way }) {
  const { language } = usePage();
  const first = way.hops[0];
  return (
    <ol className="steps">
      {first && (
        <li>
          <div className="stop">
            <Stop at={first.from} />
          </div>
        </li>
      )}
      {way.hops.map((hop) => (
        <li key={`${hop.from.id} ${hop.to.id}`}>
          <div className="hop">
            <Joint hop={hop} />
          </div>
          <div className="stop">
            <Stop at={hop.to} />
          </div>
        </li>
      ))}
    </ol>
  );

  function Stop({ at }: { at: Named }) {
    const { lang } = usePage();
    return (
      <>
        <a href={pageOf(at.id, lang)}>{called(at, language)}</a>{' '}
        <small className="note">{capital(kindName(at.__typename, language))}</small>
      </>
    );
  }
}

function Joint({ hop }: { hop: Hop }) {
  const { language, say, lang } = usePage();
  const words = capital(relationName(hop.relation, language, hop.from.__typename));
  const span = spanned(hop.startDate, hop.endDate, language);
  const proofs = distinct(hop.evidence);
  return (
    <>
      <p className="joint">
        {hop.via ? <a href={pageOf(hop.via.id, lang)}>{words}</a> : words} {span && <small className="note">{span}</small>}
      </p>
      <p className="sentence">{hop.sentence}</p>
      {proofs.length > 0 && (
        <ul className="proofs">
          {proofs.slice(0, PROOFS).map((proof) => (
            <li key={keyOf(proof)}>
              {proof.quote ? (
                <q>
                  {proof.quote.prefix}
                  <mark>{proof.quote.exact}</mark>
                  {proof.quote.suffix}
                </q>
              ) : (
                proof.record && say('row', { row: proof.record.row, table: proof.record.table })
              )}{' '}
              <cite>
                <a href={pageOf(proof.document.id, lang)}>{proof.document.label}</a>
              </cite>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The proofs, the same words of the same document once. */
function distinct(proofs: Proof[]): Proof[] {
  return [...new Map(proofs.map((each) => [keyOf(each), each])).values()];
}

const keyOf = ({ document, quote, record }: Proof): string =>
  [document.id, quote?.prefix, quote?.exact, record?.table, record?.row].join('\n');
