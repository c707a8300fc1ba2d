/** What is drawn: entities, and what joins them. */
export interface Network {
  vertices: Vertex[];
  edges: Edge[];
}

export interface Vertex {
  /** The id of the entity, such as `organization/mops-leczna`. */
  id: string;
  /** Its `__typename`, such as `Institution`. */
  type: string;
  label: string;
  /** Where its page is; `page(id)` tells. */
  href: string;
}

export interface Edge {
  /** Unique among the edges; `edgeId` makes one that is the same wherever the edge comes from. */
  id: string;
  /** Of a property: whose it is, and to whom it leads. */
  source: string;
  target: string;
  /** The name of a property (`parent`) or of a kind of tie (`participation`, `TWIN_TOWNS`). */
  relation: string;
  /** What stands on the line: a role, or else the relation. */
  label: string;
  /** The id of the entity that is the relation: a participation, a partnership. */
  via?: string;
}

export const EMPTY: Network = { vertices: [], edges: [] };

/** Where the page of an entity is, seen from `/` and from `/graphql`. */
export function page(id: string): string {
  return `page/${id.split('/').map(encodeURIComponent).join('/')}`;
}

/** The id of an edge: what it stands for and what it joins, so that the same tie found twice is drawn once. */
export function edgeId({ source, target, relation, via }: Omit<Edge, 'id' | 'label'>): string {
  const ends = [source, target].sort();
  return [via ?? relation, ...ends].join(' ');
}

/** The networks as one: of what is in several, the first is kept; an edge needs both its ends. */
export function united(...networks: Network[]): Network {
  const vertices = firsts(networks.flatMap((each) => each.vertices));
  const edges = firsts(networks.flatMap((each) => each.edges));
  return {
    vertices: [...vertices.values()],
    edges: [...edges.values()].filter(({ source, target }) => vertices.has(source) && vertices.has(target)),
  };
}

/** How many edges a vertex has; one that has none is not in the map. */
export function degrees({ edges }: Network): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source, target } of edges) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
    if (target !== source) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

/** The parts of a network that nothing joins, the largest first. */
export function components({ vertices, edges }: Network): Network[] {
  const above = new Map(vertices.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let top = id;
    while (above.get(top) !== top) top = above.get(top)!;
    for (let each = id; each !== top; ) {
      const next = above.get(each)!;
      above.set(each, top);
      each = next;
    }
    return top;
  };
  for (const { source, target } of edges) above.set(root(source), root(target));
  const parts = new Map<string, Network>();
  for (const vertex of vertices) {
    const part = parts.get(root(vertex.id)) ?? { vertices: [], edges: [] };
    part.vertices.push(vertex);
    parts.set(root(vertex.id), part);
  }
  for (const edge of edges) parts.get(root(edge.source))!.edges.push(edge);
  return [...parts.values()].sort((a, b) => b.vertices.length - a.vertices.length);
}

function firsts<Part extends { id: string }>(parts: Part[]): Map<string, Part> {
  const kept = new Map<string, Part>();
  for (const part of parts) if (!kept.has(part.id)) kept.set(part.id, part);
  return kept;
}
