import type { ReactNode } from 'react';

import { link, type Asked } from './address';
import { usePage } from './page';
import { LANGUAGES, type Language } from './words';

/** What stands around every question: whose page it is, its languages, and what else there is. */
export function Frame({ asked, children }: { asked: Asked; children: ReactNode }) {
  const { language, say, lang } = usePage();
  const chosen = lang ? `?lang=${lang}` : '';
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="top">
        <a className="brand" {...link({ lang })}>
          <Chain />
          <strong>Ogniwo</strong> <span className="tagline">{say('tagline')}</span>
        </a>
        <nav className="languages" aria-label={say('language')}>
          <ul>
            {(Object.keys(LANGUAGES) as Language[]).map((each) => (
              <li key={each}>
                <a
                  {...link({ ...asked, lang: each })}
                  lang={each}
                  hrefLang={each}
                  aria-current={each === language ? 'true' : undefined}
                >
                  {LANGUAGES[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="bottom">
        <p>
          <a href="graphql">{say('graphiql')}</a> · <a href={`dump/${chosen}`}>{say('dumps')}</a> ·{' '}
          <a href={`catalog${chosen}`}>{say('dataset')}</a> · <a href={`ontology${chosen}`}>{say('ontology')}</a>
        </p>
      </footer>
    </>
  );
}

function Chain() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" fill="none" stroke="currentColor" strokeWidth="3.6" aria-hidden="true">
      <g transform="rotate(-45 16 16)">
        <rect x="-1" y="10.2" width="19" height="11.6" rx="5.8" />
        <rect x="14" y="10.2" width="19" height="11.6" rx="5.8" opacity=".55" />
      </g>
    </svg>
  );
}
