import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useLayoutEffect, useRef } from 'react';

import { session } from '../fetcher';
import { CONNECTIONS_PLUGIN } from './Panel';

/** Tells the session in which tab the reader is, and whether the panel is open; asks what a shared link asks. */
export function Following() {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? '');
  const schema = useGraphiQL((state) => state.schema);
  const panel = useGraphiQL((state) => state.visiblePlugin);
  const query = useGraphiQL((state) => state.queryEditor);
  const answer = useGraphiQL((state) => state.responseEditor);
  const { run } = useGraphiQLActions();
  const isAsked = useRef(false);

  useLayoutEffect(() => {
    session.at(tab, schema, panel === CONNECTIONS_PLUGIN);
  }, [tab, schema, panel]);
  useEffect(() => {
    if (isAsked.current || !session.shared || !schema || !query || !answer) return;
    isAsked.current = true;
    if (query.getValue() === session.shared.query) run();
  }, [schema, query, answer, run]);

  return null;
}
