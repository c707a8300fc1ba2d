import { grown } from './appearance';
import type { Box, Point } from './boxes';
import { degrees, EMPTY, type Edge, type Network, type Vertex } from './graph';
import type { Label, LineLabel } from './labelling';
import { arranged, placed, type Extent } from './layout';
import { Lettering } from './lettering';
import { LINE, SMALL } from './styling';

/** Up to how many vertices every label is given room; of more, those are shown that find some. */
const ROOMY = 70;
/** How near a picture is shown at first. */
export const CLOSEST = 1.25;
/** How many of the best connected, and with how many edges, have a label even where it covers others. */
const MAIN = { rank: 8, degree: 6 };
/** Of vertices that would be drawn smaller than this zoom does, the size shrinks more slowly than the picture. */
const SMALLEST = 0.6;

/** How much wider than others the label of the chosen one is. */
const BOLD = 1.12;

/** What is in the picture: the places of all that was ever drawn, how large it is, and what people look at. */
export class Scene {
  readonly lettering = new Lettering();
  readonly places = new Map<string, Point>();
  network: Network = EMPTY;
  /** What stands on the edges. */
  names = new Map<string, string>();
  sizes = new Map<string, number>();
  /** The vertices, the best connected first. */
  ranked: Vertex[] = [];
  hovered: string | null = null;
  chosen: string | null = null;
  /** The hovered vertex, its neighbours and what joins them. */
  lit: ReadonlySet<string> = new Set();
  private degrees = new Map<string, number>();

  take(network: Network, name: (edge: Edge) => string): void {
    this.network = network;
    this.hovered = null;
    this.degrees = degrees(network);
    const degree = ({ id }: Vertex) => this.degrees.get(id) ?? 0;
    this.names = new Map(network.edges.map((edge) => [edge.id, name(edge)]));
    this.ranked = [...network.vertices].sort((a, b) => degree(b) - degree(a));
    this.sizes = new Map(network.vertices.map((vertex) => [vertex.id, grown(vertex.type, size(degree(vertex)))]));
  }

  /** Finds a place for all, in a window whose width is `aspect` of its height. */
  arrange(aspect: number): void {
    this.places.clear();
    this.put(arranged(this.network, this.extents(), aspect));
  }

  /** Finds a place for what has none. */
  place(): void {
    this.put(placed(this.network, this.places, this.extents()));
  }

  /** The labels that should be shown, the most important first: the hovered, the chosen, the best connected. */
  labels(zoom: number): Label[] {
    const larger = enlarged(zoom);
    const weight = ({ id }: Vertex) => (id === this.hovered ? 3 : id === this.chosen ? 2 : this.lit.has(id) ? 1 : 0);
    const shown = this.lit.size ? this.ranked.filter(({ id }) => this.lit.has(id)) : [...this.ranked];
    shown.sort((a, b) => weight(b) - weight(a));
    return shown.map(({ id, label }, rank) => {
      const { width, height } = this.lettering.text(label);
      const radius = (this.sizes.get(id)! / 2) * zoom * swollen(zoom);
      const bold = id === this.chosen ? BOLD : 1;
      const isHub = rank < MAIN.rank && this.degrees.get(id)! >= MAIN.degree;
      const isMain = this.lit.size ? id === this.hovered : id === this.chosen || isHub;
      return { id, at: this.at(id, zoom), radius, width: width * larger * bold, height: height * larger, isMain };
    });
  }

  /** The boxes of all vertices, or of those that are lit: over what is dimmed others may be written. */
  boxes(zoom: number, lit: ReadonlySet<string> = new Set()): Box[] {
    const shown = lit.size ? this.network.vertices.filter(({ id }) => lit.has(id)) : this.network.vertices;
    return shown.map(({ id }) => {
      const side = this.sizes.get(id)! * zoom * swollen(zoom);
      return { ...this.at(id, zoom), width: side, height: side };
    });
  }

  lineLabels(zoom: number): LineLabel[] {
    const larger = enlarged(zoom);
    const edges = this.lit.size ? this.network.edges.filter(({ id }) => this.lit.has(id)) : this.network.edges;
    return edges.map(({ id, source, target }) => {
      const covered = ((this.sizes.get(source)! + this.sizes.get(target)!) / 2) * zoom * swollen(zoom);
      const width = this.lettering.width(this.names.get(id)!, SMALL) * larger;
      const height = SMALL * LINE * larger;
      return { id, from: this.at(source, zoom), to: this.at(target, zoom), covered, width, height };
    });
  }

  private at(id: string, zoom: number): Point {
    const { x, y } = this.places.get(id)!;
    return { x: x * zoom, y: y * zoom };
  }

  private put(places: ReadonlyMap<string, Point>): void {
    for (const [id, place] of places) this.places.set(id, place);
  }

  private extents(): (id: string) => Extent {
    const extents = new Map(this.network.vertices.map((vertex) => [vertex.id, this.extent(vertex)]));
    return (id) => extents.get(id)!;
  }

  private extent({ id, label }: Vertex): Extent {
    const size = this.sizes.get(id)!;
    if (this.network.vertices.length > ROOMY) return { width: size * 1.6, height: size * 1.6, below: 0 };
    const { width, height } = this.lettering.text(label);
    return { width: Math.max(width, size) + 14, height: size + height + 18, below: height / 2 };
  }
}

/** How many times larger than usual letters are, in a picture that is near. */
export function enlarged(zoom: number): number {
  return Math.max(1, Math.sqrt(zoom / CLOSEST));
}

/** How many times its size a vertex is drawn in a picture that is far away. */
export function swollen(zoom: number): number {
  return Math.max(1, (SMALLEST / zoom) ** 0.6);
}

/** How large a vertex of so many edges is. */
function size(degree: number): number {
  return Math.min(56, 18 + 6 * Math.sqrt(degree));
}

