import { useEffect, useState, type FormEvent } from 'react';

import { go, link, PROGRAMMES } from './address';
import { ask, Refused, useAnswer } from './ask';
import { AsGraphQL } from './AsGraphQL';
import { Combobox, type Chosen } from './Combobox';
import { Drawing } from './Drawing';
import { called, usePage } from './page';
import { ending, hasWords, joining, suggesting, type Joined, type Named, type Suggested } from './questions';
import { Steps } from './Steps';
import { Trouble } from './Trouble';

export function WaysForm({ from, to, isTitled }: { from: string; to: string; isTitled: boolean }) {
  const { language, say, lang } = usePage();
  const [ends, setEnds] = useState<{ from: Chosen; to: Chosen }>({ from: { text: '', id: from }, to: { text: '', id: to } });
  const [trouble, setTrouble] = useState('');
  const named = useAnswer<Partial<Joined>>(from || to ? ending(from, to, language) : null);

  // What the address names by ids stands in the boxes by names, unless the reader was faster.
  useEffect(() => {
    const data = named.answer?.data;
    if (!data || named.isWaiting) return;
    const filled = (end: Chosen, id: string, entity: Named | null | undefined): Chosen =>
      end.id === id && id ? { id, text: entity ? called(entity, language) : id } : end;
    setEnds((now) => ({ from: filled(now.from, from, data.from), to: filled(now.to, to, data.to) }));
  }, [named.answer, named.isWaiting, from, to, language]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTrouble('');
    try {
      const found = { from: await meant(ends.from), to: await meant(ends.to) };
      const missing = (['from', 'to'] as const).find((end) => !found[end]);
      if (!ends.from.text.trim() || !ends.to.text.trim()) setTrouble(say('chooseBoth'));
      else if (missing) setTrouble(say('unknown', { text: ends[missing].text.trim() }));
      else go({ from: found.from, to: found.to, lang });
    } catch (error) {
      setTrouble(say(error instanceof Refused ? error.why : 'REFUSED'));
    }
  }

  /** The id of an end: if none was chosen, of whom its words mean most likely. */
  async function meant({ id, text }: Chosen): Promise<string> {
    if (id || !hasWords(text)) return id;
    const { data } = await ask<Suggested>(suggesting(text.trim(), 1, language));
    return data.search.nodes[0]?.id ?? '';
  }

  return (
    <form className="panel" action="./" onSubmit={submit} aria-label={say('ways')}>
      {isTitled && <h2>{say('ways')}</h2>}
      <div className="ends">
        <Combobox label={say('from')} chosen={ends.from} choose={(each) => setEnds((now) => ({ ...now, from: each }))} />
        <button
          type="button"
          className="swap"
          aria-label={say('swap')}
          title={say('swap')}
          onClick={() => setEnds((now) => ({ from: now.to, to: now.from }))}
        >
          <span aria-hidden="true">⇄</span>
        </button>
        <Combobox
          label={say('to')}
          chosen={ends.to}
          choose={(each) => setEnds((now) => ({ ...now, to: each }))}
          isNext={Boolean(from && !to)}
        />
        <button type="submit" className="primary">
          {say('find')}
        </button>
      </div>
      <p className="hint">{say('waysHint')}</p>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </form>
  );
}

/** The ways between two ends, step by step, each with its proof. */
export function Ways({ from, to, via }: { from: string; to: string; via: string | undefined }) {
  const { language, say, lang } = usePage();
  const isWhole = Boolean(from && to);
  const query = isWhole && from !== to ? joining(from, to, via === PROGRAMMES, language) : null;
  const asking = useAnswer<Joined>(query);
  const { answer } = asking;
  const ways = answer?.data.paths ?? [];
  const [shortest, ...others] = ways;

  if (!isWhole) return null;
  if (from === to) return <p className="nothing">{say('same')}</p>;
  return (
    <section aria-labelledby="found" aria-busy={asking.isWaiting}>
      <h2 id="found" aria-live="polite">
        {!answer && !asking.refused && say('waiting')}
        {answer && <Told joined={answer.data} />}
      </h2>
      {asking.refused && <Trouble refused={asking.refused} again={asking.again} />}
      {answer?.data.from && answer.data.to && !ways.length && via !== PROGRAMMES && (
        <p>
          <a className="button" {...link({ from, to, via: PROGRAMMES, lang })}>
            {say('throughProgrammes')}
          </a>
        </p>
      )}
      {shortest && (
        <div className={asking.isWaiting ? 'ways stale' : 'ways'}>
          <div>
            <Steps way={shortest} />
            {others.map((each, at) => (
              <details key={at} className="other-way">
                <summary>{`${say('otherWay')}: ${stepped(each.length)}`}</summary>
                <Steps way={each} />
              </details>
            ))}
          </div>
          <Drawing answer={answer!.data} query={query!} isOpen />
        </div>
      )}
      {answer && <AsGraphQL query={query!} />}
    </section>
  );

  function Told({ joined }: { joined: Joined }) {
    const missing = [joined.from ? '' : from, joined.to ? '' : to].find(Boolean);
    if (missing) return say('unknown', { text: missing });
    const ends = { from: called(joined.from!, language), to: called(joined.to!, language) };
    if (!shortest) return say('noWay', ends);
    return `${say('wayBetween', ends)}: ${stepped(shortest.length)}`;
  }

  function stepped(n: number): string {
    return say(n === 1 ? 'inStep' : 'inSteps', { n });
  }
}
