import { Button, useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';
import { useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';

import { polish } from '../examples';
import { ask, redraw, session } from '../fetcher';
import { useConnections } from '../network/loading';
import type { View } from '../network/view';
import type { Drawn } from './session';
import { link } from './sharing';
import { reason, say, type Language } from './texts';

const LANGUAGE: Language = polish ? 'pl' : 'en';
const WIDE = 'connections-wide'; // a class of the page's body: what stands beside the panel makes room
const UNSEEN: View = { expanded: [], hidden: [], chosen: null };

/** The panel beside the editor in which the answer is drawn. */
export const CONNECTIONS_PLUGIN: GraphiQLPlugin = { title: say('title', LANGUAGE), icon: Icon, content: Panel };

function Panel() {
  const heading = useId();
  const drawn = useSyncExternalStore(session.subscribe, session.current);
  const schema = useGraphiQL((state) => state.schema);
  const view = useRef(UNSEEN);
  const keep = useCallback((seen: View) => void (view.current = seen), []);

  // What will be needed is loaded while the reader thinks what to ask.
  const Connections = useConnections();
  useEffect(() => void import('./drawable'), []);
  useEffect(() => {
    if (schema && drawn?.why === 'unread') void redraw(drawn);
  }, [schema, drawn]);

  return (
    <section aria-labelledby={heading} className="connections">
      <header>
        <h2 id={heading}>{say('title', LANGUAGE)}</h2>
        {drawn?.network && <Share drawn={drawn} view={view} />}
        <Widen />
      </header>
      {drawn?.network && Connections ? (
        <Connections
          key={session.sharedOf(drawn) ? 'shared' : 'own'}
          network={drawn.network}
          ask={ask}
          language={LANGUAGE}
          answer={drawn.data}
          query={drawn.asked.query}
          variables={drawn.asked.variables as object | undefined}
          view={session.sharedOf(drawn)}
          onView={keep}
        />
      ) : (
        <p role="status">{drawn?.network ? say('loading', LANGUAGE) : reason(drawn?.why ?? 'nothingAsked', LANGUAGE)}</p>
      )}
    </section>
  );
}

/** Gives the panel all the room, and takes it back. */
function Widen() {
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    document.body.classList.toggle(WIDE, isWide);
    return () => document.body.classList.remove(WIDE);
  }, [isWide]);
  return (
    <Button type="button" aria-pressed={isWide} onClick={() => setWide(!isWide)}>
      {say('widen', LANGUAGE)}
    </Button>
  );
}

/** Puts the link to what is shown into the address bar, and copies it. */
function Share({ drawn, view }: { drawn: Drawn; view: { readonly current: View } }) {
  const [told, tell] = useState<'shared' | 'notShared'>();
  async function share() {
    history.replaceState(null, '', `${location.pathname}${link(drawn.asked, view.current)}`);
    // There is no clipboard where the page is not served safely.
    tell(await Promise.resolve(navigator.clipboard?.writeText(location.href) ?? Promise.reject()).then(() => 'shared' as const, () => 'notShared' as const));
  }
  return (
    <>
      <span role="status">{told && say(told, LANGUAGE)}</span>
      <Button type="button" onClick={() => void share()}>
        {say('share', LANGUAGE)}
      </Button>
    </>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="4.6" cy="10" r="2.6" />
      <circle cx="15" cy="4.8" r="2.6" />
      <circle cx="15" cy="15.2" r="2.6" />
      <path d="m7 8.8 5.6-2.8M7 11.2l5.6 2.8" />
    </svg>
  );
}
