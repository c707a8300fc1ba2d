import type { Page } from './exploration';
import { edgeId, page as pageOf, type Edge, type Vertex } from './graph';

/** How many neighbours come at once. */
export const STEP = 25;

export const TIES = `query Ties($of: ID!, $first: Int!, $after: String) {
  node(id: $of) { __typename id label }
  ties(of: $of, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { relation role via { __typename id label } entity { __typename id label } }
  }
}`;

interface Entity {
  __typename: string;
  id: string;
  label: string;
}

export interface TiesAnswer {
  node: Entity | null;
  ties: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: { relation: string; role: string | null; via: Entity | null; entity: Entity }[];
  } | null;
}

/** The answer to TIES as a page of the network. Throws if there is no such entity. */
export function pageOfTies(of: string, { node, ties }: TiesAnswer): Page {
  if (!node || !ties) throw new Error(of);
  const edges = ties.nodes.map(({ relation, role, via, entity }): Edge => {
    const edge = { source: node.id, target: entity.id, relation, ...(via && { via: via.id }) };
    return { ...edge, id: edgeId(edge), label: role ?? relation };
  });
  const { hasNextPage, endCursor } = ties.pageInfo;
  return {
    of,
    network: { vertices: [node, ...ties.nodes.map(({ entity }) => entity)].map(vertex), edges },
    ties: ties.nodes.length,
    total: ties.totalCount,
    next: hasNextPage ? endCursor : null,
  };
}

function vertex({ __typename: type, id, label }: Entity): Vertex {
  return { id, type, label, href: pageOf(id) };
}
