import { useEffect, useId, useState } from 'react';

import type { Ask } from './ask';
import { card, cardQuery, type Card, type Fact, type Proof, type Value } from './card';
import type { Progress } from './exploration';
import { page, type Vertex } from './graph';
import { kindName } from './naming';
import { Swatch } from './Swatch';
import { texts, type Language } from './texts';

interface DetailsCardProps {
  vertex: Vertex;
  progress: Progress | null;
  ask: Ask;
  language: Language;
  onExpand: () => void;
  onCollapse: () => void;
  onClose: () => void;
}

/** What is known of the chosen vertex, with the words that prove it. */
export function DetailsCard({ vertex, progress, ask, language, onExpand, onCollapse, onClose }: DetailsCardProps) {
  const title = useId();
  const say = texts(language);
  const known = useCard(vertex, ask, language);
  const rest = progress ? progress.total - progress.seen : 0;
  return (
    <section className="network-card" aria-labelledby={title}>
      <p className="network-kind">
        <Swatch type={vertex.type} />
        {kindName(vertex.type, language)}
        <button type="button" className="network-close" aria-label={say('close')} title={say('close')} onClick={onClose}>
          ×
        </button>
      </p>
      <h3 id={title}>{vertex.label}</h3>
      <p className="network-actions">
        {(!progress || progress.next) && (
          <button type="button" onClick={onExpand}>
            {progress ? say('more', { n: rest }) : say('expand')}
          </button>
        )}
        {progress && (
          <>
            <button type="button" onClick={onCollapse}>
              {say('collapse')}
            </button>
            <span>{say('progress', { n: progress.seen, total: progress.total })}</span>
          </>
        )}
        <a href={vertex.href}>{say('page')}</a>
      </p>
      {known === null && <p className="network-note">{say('loading')}</p>}
      {typeof known === 'string' && <p role="alert">{say('failed', { why: known })}</p>}
      {known !== null && typeof known === 'object' && <Facts card={known} language={language} />}
    </section>
  );
}

/** The card; null until it is there, and what went wrong if it never will be. */
function useCard({ id, type }: Vertex, ask: Ask, language: Language): Card | string | null {
  const [known, setKnown] = useState<Card | string | null>(null);
  useEffect(() => {
    let isLeft = false;
    setKnown(null);
    ask(cardQuery(type), { id }).then(
      ({ node }) => isLeft || setKnown(card(type, node, language, texts(language)) ?? id),
      (error: Error) => isLeft || setKnown(error.message),
    );
    return () => {
      isLeft = true;
    };
  }, [id, type, ask, language]);
  return known;
}

function Facts({ card: { facts, documents }, language }: { card: Card; language: Language }) {
  const say = texts(language);
  return (
    <>
      {facts.length === 0 && <p className="network-note">{say('unknown')}</p>}
      <dl>
        {facts.map((fact) => (
          <FactRow key={fact.name} fact={fact} language={language} />
        ))}
      </dl>
      {documents.length > 0 && (
        <>
          <h4>{say('documents')}</h4>
          <ul className="network-documents">
            {documents.map(({ id, label }) => (
              <li key={id}>
                <a href={page(id)}>{label}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function FactRow({ fact: { name, values, proofs }, language }: { fact: Fact; language: Language }) {
  return (
    <div>
      <dt>{name}</dt>
      {values.map((value) => (
        <dd key={value.id ?? value.text}>
          <Shown value={value} />
        </dd>
      ))}
      {proofs.filter(({ words, row }) => words || row).map((proof, at) => (
        <dd key={at} className="network-proof">
          <Proved proof={proof} language={language} />
        </dd>
      ))}
    </div>
  );
}

function Shown({ value: { text, id, address } }: { value: Value }) {
  const href = id ? page(id) : address;
  return href ? <a href={href}>{text}</a> : text;
}

function Proved({ proof: { words, row, implied, document }, language }: { proof: Proof; language: Language }) {
  return (
    <>
      {words ? (
        <q>
          {words.prefix}
          <mark>{words.exact}</mark>
          {words.suffix}
        </q>
      ) : (
        row
      )}{' '}
      <cite>
        <a href={page(document.id)}>{document.label}</a>
        {implied && ` · ${texts(language)('implied')}`}
      </cite>
    </>
  );
}
