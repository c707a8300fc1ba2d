import './nonce';
import 'graphiql/setup-workers/vite';

import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';

// Not graphiql/style.css: it carries Monaco's styles a second time, and its fonts as data:.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';

import { Following } from './connections/Following';
import { CONNECTIONS_PLUGIN } from './connections/Panel';
import { view } from './connections/sharing';
import { examples } from './examples';
import { EXAMPLES_PLUGIN } from './ExamplesPlugin';
import chain from './favicon.svg';
import { fetcher, session } from './fetcher';
import { InView } from './InView';

const TABS = 8;
const PLUGINS = [HISTORY_PLUGIN, EXAMPLES_PLUGIN, CONNECTIONS_PLUGIN];

// A link may bring a query along: it is the first tab of a first visit, and else a tab more.
const address = new URLSearchParams(location.search);
const asked = address.get('query') ?? undefined;
const variables = address.get('variables') ?? undefined;
// It may also tell what is shown of the answer.
const shown = view(location.hash);
if (asked !== undefined && shown) session.shared = { query: asked, view: shown };
const tabs = examples.slice(0, TABS);

const firstVisit = localStorage.getItem('graphiql:tabState') === null;

createRoot(document.getElementById('page')!).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={PLUGINS}
    visiblePlugin={session.shared ? CONNECTIONS_PLUGIN : firstVisit ? EXAMPLES_PLUGIN : undefined}
    initialQuery={asked}
    initialVariables={variables}
    defaultTabs={asked ? [{ query: asked, variables }, ...tabs] : tabs}
    isHeadersEditorEnabled={false}
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>
      <img src={chain} alt="" />
      Ogniwo
    </GraphiQL.Logo>
    <InView />
    <Following />
  </GraphiQL>,
);
