import { UnStyledButton, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';

import { examples, polish } from './examples';

const TITLE = polish ? 'Przykłady' : 'Examples';

/** The list of questions; a click shows the one asked, in the tab where it is open or in a new one. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: TITLE, icon: Icon, content: Examples };

function Examples() {
  const tabs = useGraphiQL((state) => state.tabs);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const editor = useGraphiQL((state) => state.queryEditor);
  const { addTab, changeTab } = useGraphiQLActions();

  function open(query: string) {
    const index = tabs.findIndex((tab) => tab.query === query);
    if (index >= 0) return changeTab(index);
    addTab();
    editor?.setValue(query);
  }

  return (
    <section aria-label={TITLE} className="examples">
      <h2>{TITLE}</h2>
      <ol>
        {examples.map(({ question, query }) => (
          <li key={query}>
            <UnStyledButton
              type="button"
              aria-current={tabs[active]?.query === query}
              onClick={() => open(query)}
            >
              {question}
            </UnStyledButton>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="10" cy="10" r="8.2" />
      <path d="M7.6 7.6a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1.8-1.1 1.7M10 14.2v.1" />
    </svg>
  );
}
