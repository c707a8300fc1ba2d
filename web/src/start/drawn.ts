import { edgeId, page, united, type Network } from '../network/graph';
import { called } from './page';
import type { Hop, Named } from './questions';
import type { Language } from './words';

/** What may be passed through on the way from an entity to the next. */
const SILENT = new Set(['nodes', 'edges', 'node', 'entity']);
/** What an entity is proved by, or is called, is not what it is joined to. */
const LEFT_OUT = new Set(['evidence', 'hops']);

/** Lists that are the other side of a property, which is drawn from whose it is. */
const INVERSES: Record<string, string> = { organizations: 'place' };

interface Tie {
  relation: string;
  via?: string;
}

interface Joint extends Tie {
  source: string;
  target: string;
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

  function join(owner: Named, entity: Named, tie: Tie) {
    const property = INVERSES[tie.relation];
    if (property) edge({ source: entity.id, target: owner.id, relation: property });
    else edge({ source: owner.id, target: entity.id, ...tie });
  }

  /** Goes through an answer; `tie` is what leads from the `owner`, the last entity on the way, to what is found. */
  function gather(value: unknown, owner?: Named, tie: Tie = { relation: '' }) {
    if (Array.isArray(value)) return value.forEach((each) => gather(each, owner, tie));
    if (!isObject(value)) return;
    const entity = isNamed(value) ? value : undefined;
    if (entity) {
      vertex(entity);
      if (owner && owner.id !== entity.id) join(owner, entity, tie);
    }
    if (Array.isArray(value.hops)) (value.hops as Hop[]).forEach(hop);
    const part = entity ? undefined : taken(value);
    for (const [key, each] of Object.entries(value)) {
      if (!LEFT_OUT.has(key)) gather(each, entity ?? owner, part ?? (SILENT.has(key) ? tie : { relation: key }));
    }
  }

  function hop({ from, to, relation, via }: Hop) {
    vertex(from);
    vertex(to);
    edge({ source: from.id, target: to.id, relation, via: via?.id });
  }
}

/** The tie that a part in a project is: its role, by the participation itself. */
function taken({ id, role }: Record<string, unknown>): Tie | undefined {
  return typeof id === 'string' && typeof role === 'string' ? { relation: role, via: id } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNamed(value: Record<string, unknown>): value is Record<string, unknown> & Named {
  return typeof value.id === 'string' && typeof value.__typename === 'string' && typeof value.label === 'string';
}
