import '../src/nonce';

import { createRoot } from 'react-dom/client';

import { Connections } from '../src/network/Connections';
import { EMPTY } from '../src/network/graph';
import './trial.css';

/** The drawing alone, for its tests: `?language=pl`, and a network that the server of the test gives. */
const language = new URLSearchParams(location.search).get('language') === 'en' ? 'en' : 'pl';
document.documentElement.lang = language;

async function ask(query: string, variables?: object) {
  const answer = await fetch('graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

const root = createRoot(document.getElementById('page')!);
root.render(<Connections network={EMPTY} ask={ask} language={language} />);
const { network, answer, query } = await (await fetch('network.json')).json();
performance.mark('answered');
root.render(<Connections network={network} ask={ask} language={language} answer={answer} query={query} />);
