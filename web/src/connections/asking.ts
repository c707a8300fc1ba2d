/** Asking: a request and its answer, and, while the panel is open, what is drawn of them. */
import type { GraphQLError } from 'graphql';

import type { Reach } from './additions';
import type { Asked, Drawn, Session } from './session';

export interface Result {
  data?: Record<string, unknown> | null;
  errors?: readonly Pick<GraphQLError, 'message' | 'extensions'>[];
}

/** Sends a request as it is. */
export type Send = (asked: Asked) => Promise<Result>;

/** What is drawn of a request; and what is shown of it, if it was answered on the way. */
interface Tried {
  drawn: Drawn;
  shown?: Result;
}

/** From the most that could be drawn to the least. */
const REACHES: readonly Reach[] = ['ties', 'entities'];
/** What a server says to a query that asks for too much; less of it may be answered. */
const TOO_MUCH: ReadonlySet<unknown> = new Set(['QUERY_TOO_COMPLEX', 'QUERY_TOO_DEEP', 'ANSWER_TOO_LARGE']);

/** Asks for what the reader asks for; what is shown is what the server says to that, to the byte. */
export async function answered(asked: Asked, session: Session, send: Send, attempt: Send): Promise<Result> {
  const put = session.asks();
  try {
    const { drawn, shown } = await tried(asked, session, attempt);
    const result = shown ?? (await send(asked));
    const isTold = drawn.network || drawn.why === 'invalid' || (drawn.why === 'unread' && result.data);
    put(result.errors && !isTold ? { asked, why: 'errors' } : drawn);
    return result;
  } catch (error) {
    put({ asked, why: 'failed' });
    throw error;
  }
}

/** Asks once more for what was asked before the panel was open, to draw it. */
export async function redrawn(drawn: Drawn, session: Session, attempt: Send): Promise<void> {
  const failed = (): Tried => ({ drawn: { asked: drawn.asked, why: 'failed' } });
  session.replace(drawn, (await tried(drawn.asked, session, attempt).catch(failed)).drawn);
}

async function tried(asked: Asked, { isOpen, schema }: Session, attempt: Send): Promise<Tried> {
  if (!isOpen || !schema) return { drawn: { asked, why: 'unread' } };
  const { network, rewriting, stripped } = await import('./drawable');
  for (const reach of REACHES) {
    const made = rewriting(asked.query, schema, reach);
    if (typeof made === 'string') return { drawn: { asked, why: made } };
    const { mark, document } = made;
    const result = await attempt({ ...asked, query: made.query });
    if (result.data) {
      const { data } = result;
      const found = network({ data, document, mark, operationName: asked.operationName }, schema);
      const shown = stripped(result, mark);
      const drawn: Drawn = found.vertices.length ? { asked, network: found, data: shown.data } : { asked, why: 'none' };
      // Of what was added something may be missing too: what the reader is told is his own request's.
      return result.errors ? { drawn } : { drawn, shown };
    }
    // What else is wrong with it is for the reader's own request to say.
    if (!result.errors?.some(({ extensions }) => TOO_MUCH.has(extensions?.code))) break;
  }
  return { drawn: { asked, why: 'refused' } };
}
