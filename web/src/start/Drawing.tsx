import { lazy, Suspense, useMemo, useState } from 'react';

import { ask } from './ask';
import { drawn } from './drawn';
import { usePage } from './page';

// What draws is larger than all else here, and is fetched only by who wants to see it.
const Connections = lazy(() => import('../network/Connections').then(({ Connections }) => ({ default: Connections })));

/** The entities of an answer and what joins them, as a drawing; `isOpen` says whether it is shown unasked. */
export function Drawing({ answer, query, isOpen = false }: { answer: unknown; query: string; isOpen?: boolean }) {
  const { language, say } = usePage();
  const [isShown, show] = useState(isOpen);
  const network = useMemo(() => drawn(answer, language), [answer, language]);
  if (!network.edges.length) return null;
  return (
    <section className="drawing" aria-labelledby="drawing">
      <h2 id="drawing">{say('drawing')}</h2>
      {isShown ? (
        <div className="canvas">
          <Suspense fallback={<p className="hint">{say('waiting')}</p>}>
            <Connections network={network} ask={asking} language={language} answer={answer} query={query} />
          </Suspense>
        </div>
      ) : (
        <button type="button" className="button" onClick={() => show(true)}>
          {say('draw')}
        </button>
      )}
    </section>
  );
}

/** Asks as the drawing wants it: for `data`, or an error that says why there is none. */
async function asking(query: string, variables?: object): Promise<unknown> {
  const { data, errors } = await ask<unknown>(query, undefined, variables);
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}
