import { useEffect, useRef, useState } from 'react';

export type Why = 'UNREACHABLE' | 'BUSY' | 'SLOW' | 'REFUSED';

/** Why there is no answer: a word of ours, and what the server says, if it says anything. */
export class Refused extends Error {
  readonly why: Why;

  constructor(why: Why, message = '') {
    super(message);
    this.why = why;
  }
}

export interface Problem {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string };
}

export interface Answer<Data> {
  data: Data;
  errors?: Problem[];
}

const ENDPOINT = new URL('graphql', new URL('.', location.href)).href; // beside the page, below whatever path
const WHY: Record<string, Why> = { DATABASE_ERROR: 'BUSY', OVERLOADED: 'BUSY', TIMEOUT: 'SLOW' };
const BUSY = [429, 502, 503, 504]; // what a server says that has no time, or a proxy before it

/** Asks the server that gave the page. Throws Refused if there is no answer at all. */
export async function ask<Data>(query: string, signal?: AbortSignal, variables?: object): Promise<Answer<Data>> {
  let response: Response;
  try {
    response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
      body: JSON.stringify({ query, variables }),
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused('UNREACHABLE');
  }
  const answer = (await response.json().catch(() => null)) as Answer<Data | null> | null;
  // Whom nobody knows is told by the answer itself; whatever else is missing was not answered.
  const problem = answer?.errors?.find(({ extensions }) => extensions?.code !== 'NOT_FOUND');
  if (answer?.data && !problem) return answer as Answer<Data>;
  const why = WHY[problem?.extensions?.code ?? ''] ?? (BUSY.includes(response.status) ? 'BUSY' : 'REFUSED');
  throw new Refused(why, problem?.message ?? `HTTP ${response.status}`);
}

export interface Asking<Data> {
  /** The last answer; while `isWaiting`, that of another question or none. */
  answer?: Answer<Data>;
  refused?: Refused;
  isWaiting: boolean;
  again: () => void;
}

/** The answer to a query, asked when it changes; none while the query is null. */
export function useAnswer<Data>(query: string | null): Asking<Data> {
  const [held, hold] = useState<{ query: string; answer?: Answer<Data>; refused?: Refused }>();
  const [turn, setTurn] = useState(0);
  const last = useRef<Answer<Data>>(undefined);

  useEffect(() => {
    if (query === null) return;
    const controller = new AbortController();
    ask<Data>(query, controller.signal).then(
      (answer) => {
        last.current = answer;
        hold({ query, answer });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        hold({ query, refused: error instanceof Refused ? error : new Refused('REFUSED', String(error)) });
      },
    );
    return () => controller.abort();
  }, [query, turn]);

  const again = () => {
    hold(undefined);
    setTurn((each) => each + 1);
  };
  if (query === null) return { isWaiting: false, again };
  const isWaiting = held?.query !== query;
  return { answer: isWaiting ? last.current : held.answer, refused: isWaiting ? undefined : held.refused, isWaiting, again };
}
