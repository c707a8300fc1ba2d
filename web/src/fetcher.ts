import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

import { answered, redrawn, type Result, type Send } from './connections/asking';
import { unlink } from './connections/sharing';
import { Session, type Asked, type Drawn } from './connections/session';

const INTROSPECTION = 'IntrospectionQuery';

const post = createGraphiQLFetcher({
  url: location.pathname,
  headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
  enableIncrementalDelivery: false, // the server has none
});

/** What was asked for and is drawn, in all tabs. */
export const session = new Session();

/**
 * Sends a query to the server that gave the page; names its operation only where there are several.
 *
 * GraphiQL learns the name of a tab's operation a moment after the tab is opened, and until then sends the last tab's.
 */
export const send = async ({ query, variables, operationName }: Asked, headers?: object): Promise<Result> => {
  const named = operationName === INTROSPECTION || operations(query) > 1 ? { operationName } : {};
  return (await post({ query, variables, ...named }, headers ? { headers } : {})) as Result;
};

/** Tries what may be too much for the server, which is no error of the reader's: to this type it is said with status 200. */
const tried: Send = (asked) => send(asked, { accept: 'application/json' });

/** Sends what the reader asks for, so that it can be drawn; what is no answer in JSON is none of the drawing's. */
export const fetcher: Fetcher = (asked, { headers } = {}) => {
  const accepts = new Headers(headers).get('accept') ?? 'json';
  const isRead = asked.operationName !== INTROSPECTION && accepts.includes('json');
  const sent: Send = (each) => send(each, headers as object);
  if (isRead) unlink(asked.query);
  return (isRead ? answered(asked, session, sent, tried) : sent(asked)) as ReturnType<Fetcher>;
};

/** Asks once more for what was asked before the panel was open, to draw it. */
export function redraw(drawn: Drawn): Promise<void> {
  return redrawn(drawn, session, tried);
}

/** Asks on behalf of the drawing. Returns the data, throws what the first error says. */
export async function ask(query: string, variables?: object): Promise<Record<string, unknown>> {
  const { data, errors } = await send({ query, variables });
  if (errors?.[0]) throw new Error(errors[0].message);
  return data ?? {};
}

/** How many operations a query text holds; none if it is not yet whole. */
function operations(query: string): number {
  try {
    return parse(query).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  } catch {
    return 0;
  }
}
