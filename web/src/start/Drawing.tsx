import { useMemo, useState } from 'react';

import type { ConnectionsProps } from '../network/Connections';
import { useConnections } from '../network/loading';
import { ask } from './ask';
import { drawn } from './drawn';
import { usePage } from './page';

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
          <Shown {...{ network, language, answer, query }} />
        </div>
      ) : (
        <button type="button" className="button" onClick={() => show(true)}>
          {say('draw')}
        </button>
      )}
    </section>
  );
}

/** The drawing itself. What draws is larger than all else here, and is fetched only by who wants to see it. */
function Shown(props: Omit<ConnectionsProps, 'ask'>) {
  const { say } = usePage();
  const Connections = useConnections();
  return Connections ? <Connections {...props} ask={asking} /> : <p className="hint">{say('waiting')}</p>;
}

/** Asks as the drawing wants it: for `data`, or an error that says why there is none. */
async function asking(query: string, variables?: object): Promise<unknown> {
  const { data, errors } = await ask<unknown>(query, undefined, variables);
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}
