import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

const send = createGraphiQLFetcher({
  url: location.pathname,
  headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
});

/**
 * Sends a query to the server that gave the page; names its operation only where there are several.
 *
 * GraphiQL learns the name of a tab's operation a moment after the tab is opened, and until then sends the last tab's.
 */
export const fetcher: Fetcher = ({ operationName, ...params }, options) =>
  send(operations(params.query) > 1 ? { ...params, operationName } : params, options);

/** How many operations a query text holds; none if it is not yet whole. */
function operations(query: string): number {
  try {
    return parse(query).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  } catch {
    return 0;
  }
}
