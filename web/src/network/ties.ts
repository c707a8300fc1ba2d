import type { Page } from './exploration';
import { edgeId, page as pageOf, type Edge, type Vertex } from './graph';
import { properties } from './naming';

/** How many neighbours come at once. */
export const STEP = 25;

export const TIES = `query Ties($of: ID!, $first: Int!, $after: String) {
  node(id: $of) { __typename id label }
  ties(of: $of, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      relation
      role
      via { id }
      entity { __typename id label ... on Organization { parent { id } } ... on Place { parent { id } } }
    }
  }
}`;

interface Entity {
  __typename: string;
  id: string;
  label: string;
  parent?: { id: string } | null;
}

export interface TiesAnswer {
  node: Entity | null;
  ties: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: { relation: string; role: string | null; via: { id: string } | null; entity: Entity }[];
  } | null;
}

/** The answer to TIES as a page of the network. Throws if there is no such entity. */
export function pageOfTies(of: string, { node, ties }: TiesAnswer): Page {
  if (!node || !ties) throw new Error(of);
  const edges = ties.nodes.map(({ relation, role, via, entity }): Edge => {
    const [source, target] = leadsBack(relation, node, entity) ? [entity.id, node.id] : [node.id, entity.id];
    const edge = { source, target, relation, ...(via && { via: via.id }) };
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

/** Whether a tie is a property of the neighbour: a tie does not say whose it is. */
function leadsBack(relation: string, node: Entity, entity: Entity): boolean {
  if (relation === 'parent') return entity.parent?.id === node.id;
  return has(entity, relation) && !has(node, relation);
}

function has({ __typename }: Entity, property: string): boolean {
  return properties(__typename).some(({ name }) => name === property);
}

function vertex({ __typename: type, id, label }: Entity): Vertex {
  return { id, type, label, href: pageOf(id) };
}
