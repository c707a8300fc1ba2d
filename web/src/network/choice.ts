import { degrees, type Network } from './graph';

/** How many vertices a picture holds that people can still read. */
export const LIMIT = 300;

/**
 * The best-connected part of a network: at most `limit` vertices and the edges between them.
 *
 * Vertices in `kept` come first, whatever they have; of equals the first.
 */
export function bestConnected(network: Network, limit = LIMIT, kept: ReadonlySet<string> = new Set()): Network {
  if (network.vertices.length <= limit) return network;
  const count = degrees(network);
  const ranked = network.vertices
    .map(({ id }, at) => ({ id, at, kept: kept.has(id), degree: count.get(id) ?? 0 }))
    .sort((a, b) => Number(b.kept) - Number(a.kept) || b.degree - a.degree || a.at - b.at);
  return among(network, new Set(ranked.slice(0, limit).map(({ id }) => id)));
}

/** The part of a network whose types are not hidden. */
export function filtered(network: Network, hidden: ReadonlySet<string>): Network {
  if (hidden.size === 0) return network;
  return among(network, new Set(network.vertices.filter(({ type }) => !hidden.has(type)).map(({ id }) => id)));
}

function among({ vertices, edges }: Network, ids: ReadonlySet<string>): Network {
  return {
    vertices: vertices.filter(({ id }) => ids.has(id)),
    edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}
