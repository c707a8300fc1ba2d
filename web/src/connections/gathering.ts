/** Gathering: the vertices and edges of an answer, each once, however often and from which end the answer tells of it. */
import { edgeId, type Edge, type Network, type Vertex } from '../network/graph';

/** Fields that lead the other way as another does, by the type that has them. */
const INVERSE: Record<string, string> = {
  'Place.organizations': 'place',
  'Place.children': 'parent',
  'Programme.children': 'parent',
  'Programme.projects': 'programmes',
  'Activity.project': 'activities',
  'Outcome.project': 'outcomes',
  'Goal.project': 'goals',
  'TargetGroup.project': 'targetGroups',
  'ParticipantGroup.project': 'participants',
  'Document.statements': 'evidence',
};
const KINDS: Record<string, string> = {
  City: 'Place',
  Region: 'Place',
  Country: 'Place',
};

/** Links that follow from ties; they say nothing more where the tie itself stands. */
const DERIVED: ReadonlySet<string> = new Set(['projects', 'programmes', 'partners', 'partnerships', 'participations']);

type Link = Omit<Edge, 'id' | 'label'>;

export class Gathering {
  private readonly vertices = new Map<string, Vertex>();
  private readonly edges = new Map<string, Edge>();

  vertex(vertex: Vertex): void {
    if (!this.vertices.has(vertex.id)) this.vertices.set(vertex.id, vertex);
  }

  edge(link: Link): void {
    const id = edgeId(link);
    if (link.source === link.target || this.edges.has(id)) return;
    this.edges.set(id, { id, ...link, label: link.relation });
  }

  /** Adds what a field of a type leads to; the same link read from its other end is the same edge. */
  link({ source, target, relation }: Link, type: string): void {
    const inverse = INVERSE[`${KINDS[type] ?? type}.${relation}`];
    this.edge(inverse ? { source: target, target: source, relation: inverse } : { source, target, relation });
  }

  network(): Network {
    const pair = ({ source, target }: Edge) => [source, target].sort().join(' ');
    const edges = [...this.edges.values()];
    const tied = new Set(edges.filter(({ via }) => via).map(pair));
    const told = edges.filter((edge) => edge.via || !DERIVED.has(edge.relation) || !tied.has(pair(edge)));
    return { vertices: [...this.vertices.values()], edges: told };
  }
}
