import { useEffect, useMemo } from 'react';

import { link, spoken, useAsked } from './address';
import { Frame } from './Frame';
import { Page } from './page';
import { isKind } from './questions';
import { Search, SearchForm } from './Search';
import { Ways, WaysForm } from './Ways';
import { Welcome } from './Welcome';
import { saying } from './words';

/** The whole page, which shows what its address asks. */
export function Start() {
  const asked = useAsked();
  const { lang, q, from = '', to = '' } = asked;
  const kind = isKind(asked.kind) ? asked.kind : undefined;
  const language = spoken(asked);
  const page = useMemo(() => ({ language, say: saying(language), lang }), [language, lang]);
  const { say } = page;
  const seeksWay = asked.from !== undefined || asked.to !== undefined;
  const isHome = !seeksWay && q === undefined;

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const title = seeksWay ? say('ways') : q;
    document.title = title ? `${title} – Ogniwo` : 'Ogniwo';
  }, [q, seeksWay, say]);

  return (
    <Page.Provider value={page}>
      <Frame asked={asked}>
        {isHome ? (
          <>
            <h1>{say('heading')}</h1>
            <p className="lead">{say('lead')}</p>
          </>
        ) : (
          <nav className="parts" aria-label={say('parts')}>
            <a {...link({ q: '', lang })} aria-current={seeksWay ? undefined : 'page'}>
              {say('search')}
            </a>
            <a {...link({ from: '', lang })} aria-current={seeksWay ? 'page' : undefined}>
              {say('ways')}
            </a>
          </nav>
        )}
        <div className="panels">
          {!seeksWay && <SearchForm key={`q ${q ?? ''}`} text={q ?? ''} kind={kind} isTitled={isHome} />}
          {(seeksWay || isHome) && <WaysForm key={`${from} ${to}`} from={from} to={to} isTitled={isHome} />}
        </div>
        {isHome && <Welcome />}
        {!seeksWay && q?.trim() && <Search key={`${q} ${kind}`} text={q.trim()} kind={kind} />}
        {seeksWay && <Ways from={from} to={to} via={asked.via} />}
      </Frame>
    </Page.Provider>
  );
}
