import { edgeId, page, united, type Network } from '../network/graph';
import { called } from './page';
import type { Hop, Named } from './questions';
import type { Language } from './words';

/** What may be passed through on the way from an entity to the next. */
const SILENT = new Set(['nodes', 'edges', 'node', 'entity']);
/** What an entity is proved by, or is called, is not what it is joined to. */
const LEFT_OUT = new Set(['evidence', 'hops']);

interface Joint {
  source: string;
  target: string;
  relation: string;
  via?: string;
}

/** The entities of an answer of this page, and what joins them. */
export function drawn(answer: unknown, language: Language): Network {
  const found: Network = { vertices: [], edges: [] };
  gather(answer);
  return united(found);

  function vertex(entity: Named) {
    const { id, __typename: type } = entity;
    found.vertices.push({ id, type, label: called(entity, language), href: page(id) });
  }

  function edge(joint: Joint) {
    found.edges.push({ id: edgeId(joint), ...joint, label: joint.relation });
  }

  function gather(value: unknown, owner?: Named, relation = '') {
    if (Array.isArray(value)) return value.forEach((each) => gather(each, owner, relation));
    if (!isObject(value)) return;
    const entity = isNamed(value) ? value : undefined;
    if (entity) {
      vertex(entity);
      if (owner && owner.id !== entity.id) edge({ source: owner.id, target: entity.id, relation });
    }
    if (Array.isArray(value.hops)) (value.hops as Hop[]).forEach(hop);
    for (const [key, each] of Object.entries(value)) {
      if (!LEFT_OUT.has(key)) gather(each, entity ?? owner, SILENT.has(key) ? relation : key);
    }
  }

  function hop({ from, to, relation, via }: Hop) {
    vertex(from);
    vertex(to);
    edge({ source: from.id, target: to.id, relation, via: via?.id });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNamed(value: Record<string, unknown>): value is Record<string, unknown> & Named {
  return typeof value.id === 'string' && typeof value.__typename === 'string' && typeof value.label === 'string';
}
