/** Sends a query to the server that gave the page; returns its `data`, throws what its first error says. */
export type Ask = (query: string, variables?: object) => Promise<any>;
