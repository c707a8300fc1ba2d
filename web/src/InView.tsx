import { useEffect } from 'react';

import { useGraphiQL } from '@graphiql/react';

const READABLE = {
  fontSize: 14,
  wordWrap: 'on',
  // Polish dashes and no-break spaces are not mistakes.
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
} as const;

/** Brings into view what would stand outside it: long lines are wrapped, the open tab and the top of a panel scrolled to. */
export function InView() {
  const query = useGraphiQL((state) => state.queryEditor);
  const answer = useGraphiQL((state) => state.responseEditor);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const title = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.title);
  const panel = useGraphiQL((state) => state.visiblePlugin);

  useEffect(() => {
    query?.updateOptions(READABLE);
    answer?.updateOptions(READABLE);
  }, [query, answer]);
  useEffect(() => {
    const tab = document.getElementById(`graphiql-session-tab-${active}`)?.parentElement;
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, title]);
  useEffect(() => {
    document.querySelector('.graphiql-plugin')?.scrollTo(0, 0);
  }, [panel]);

  return null;
}
