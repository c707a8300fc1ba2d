import { useMemo, useState, type FormEvent } from 'react';

import { go, link, LONGEST } from './address';
import { ask, Refused, useAnswer } from './ask';
import { AsGraphQL } from './AsGraphQL';
import { Card } from './Card';
import { Drawing } from './Drawing';
import { usePage } from './page';
import { hasWords, KINDS, searching, type EntityKind, type Searched } from './questions';
import { numbered } from './shown';
import { Trouble } from './Trouble';

const PAGE = 10;
const MOST = 100; // entries that the server gives at once

export function SearchForm({ text, kind, isTitled }: { text: string; kind: EntityKind | undefined; isTitled: boolean }) {
  const { say, lang } = usePage();
  const [typed, type] = useState(text);

  function submit(event: FormEvent) {
    event.preventDefault();
    go({ q: typed.trim(), kind, lang });
  }

  return (
    <form className="panel" role="search" action="./" onSubmit={submit}>
      {isTitled && <h2>{say('search')}</h2>}
      <label htmlFor="words">{say('searchLabel')}</label>
      <div className="row">
        <input
          id="words"
          type="search"
          name="q"
          value={typed}
          maxLength={LONGEST}
          autoComplete="off"
          aria-describedby="words-hint"
          onChange={(event) => type(event.target.value)}
        />
        <button type="submit" className="primary">
          {say('search')}
        </button>
      </div>
      <p className="hint" id="words-hint">
        {say('searchHint')}
      </p>
    </form>
  );
}

/** What was found: page by page, as many pages as were open when the reader left. */
export function Search({ text, kind }: { text: string; kind: EntityKind | undefined }) {
  const { language, say, lang } = usePage();
  const [first] = useState(() => Math.min(Math.max(Number(history.state?.count) || PAGE, PAGE), MOST));
  const query = searching(text, kind, first, null, language);
  const asking = useAnswer<Searched>(hasWords(text) ? query : null);
  const [more, setMore] = useState<{ to: string; found: Searched['search'][] }>({ to: query, found: [] });
  const [trouble, setTrouble] = useState<Refused>();
  const [isLoading, setLoading] = useState(false);

  const { answer } = asking;
  const isNothing = !hasWords(text) || answer?.data.search.totalCount === 0;
  const pages = useMemo(
    () => (answer ? [answer.data.search, ...(more.to === query ? more.found : [])] : []),
    [answer, more, query],
  );
  // The same list as long as it has the same entries: what is drawn of it stays as the reader left it.
  const edges = useMemo(() => pages.flatMap((each) => each.edges), [pages]);
  const end = pages.at(-1)?.pageInfo;
  const total = pages[0]?.totalCount ?? 0;

  async function load() {
    setLoading(true);
    setTrouble(undefined);
    try {
      const { data } = await ask<Searched>(searching(text, kind, PAGE, end!.endCursor, language));
      setMore({ to: query, found: [...pages.slice(1), data.search] });
      history.replaceState({ count: edges.length + data.search.edges.length }, '');
    } catch (error) {
      setTrouble(error as Refused);
    }
    setLoading(false);
  }

  return (
    <section aria-labelledby="found" aria-busy={asking.isWaiting}>
      <nav className="chips" aria-label={say('kinds')}>
        {[undefined, ...KINDS].map((each) => (
          <a key={each ?? ''} {...link({ q: text, kind: each, lang })} aria-current={each === kind ? 'true' : undefined}>
            {say(each ?? 'everything')}
          </a>
        ))}
      </nav>
      <h2 id="found" aria-live="polite">
        {asking.isWaiting && !answer ? say('waiting') : !asking.refused && say('found', { n: numbered(total, language) })}
      </h2>
      {asking.refused && <Trouble refused={asking.refused} again={asking.again} />}
      {isNothing && (
        <div className="nothing">
          <p>{say('nothing', { text })}</p>
          <p>{kind ? say('nothingOfKind') : say('advice')}</p>
        </div>
      )}
      <ol className={asking.isWaiting && edges.length ? 'cards stale' : 'cards'}>
        {edges.map(({ node, highlights }) => (
          <Card key={node.id} found={node} highlights={highlights} />
        ))}
      </ol>
      {end?.hasNextPage && (
        <p className="after">
          <button type="button" className="button" onClick={load} disabled={isLoading}>
            {say('more')}
          </button>{' '}
          <span className="count">{say('shown', { n: numbered(edges.length, language), m: numbered(total, language) })}</span>
        </p>
      )}
      {trouble && <Trouble refused={trouble} again={load} />}
      {edges.length > 0 && <Drawing answer={edges} query={query} />}
      {answer && <AsGraphQL query={query} />}
    </section>
  );
}
