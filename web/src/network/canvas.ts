import cytoscape, { type Core, type EdgeSingular, type ElementDefinition, type NodeSingular } from 'cytoscape';

import { appearance, grown } from './appearance';
import { fitted, type Box, type Point } from './boxes';
import { degrees, EMPTY, type Edge, type Network, type Vertex } from './graph';
import { labelled, type Label, type LineLabel } from './labelling';
import { arranged, placed, type Extent } from './layout';
import { Lettering } from './lettering';
import type { Palette } from './palette';
import { picture, type Picture } from './picture';
import { beside, LETTER, LINE, SMALL, stylesheet } from './styling';

/** What people do in the drawing. */
export interface Hands {
  choose: (id: string | null) => void;
  expand: (id: string) => void;
}

/** A vertex or an edge in the drawing: Cytoscape's element, and what it was last told. */
interface Drawn<Element> {
  element: Element;
  told: string;
}

/** Up to how many vertices every label is given room; of more, those are shown that find some. */
const ROOMY = 70;
/** How near a picture is shown at first. */
const CLOSEST = 1.25;
/** How many of the best connected, and with how many edges, have a label even where it covers others. */
const MAIN = { rank: 8, degree: 6 };
/** Of vertices that would be drawn smaller than this zoom does, the size shrinks more slowly than the picture. */
const SMALLEST = 0.6;

/** The drawing itself: Cytoscape on a canvas, the places of all that was ever drawn, and the labels there is room for. */
export class Canvas {
  private readonly container: HTMLElement;
  private readonly cy: Core;
  private readonly lettering = new Lettering();
  private readonly places = new Map<string, Point>();
  private readonly nodes = new Map<string, Drawn<NodeSingular>>();
  private readonly lines = new Map<string, Drawn<EdgeSingular>>();
  private colours: Palette;
  private network: Network = EMPTY;
  private names = new Map<string, string>();
  private sizes = new Map<string, number>();
  private degrees = new Map<string, number>();
  private ranked: Vertex[] = [];
  private lit: ReadonlySet<string> = new Set();
  private hovered: string | null = null;
  private chosen: string | null = null;
  private frame = 0;
  private isFitted = true;

  constructor(container: HTMLElement, colours: Palette, hands: Hands) {
    this.container = container;
    this.colours = colours;
    this.cy = cytoscape({
      container,
      style: stylesheet(colours),
      minZoom: 0.04,
      maxZoom: 4,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.cy.on('tap', 'node', ({ target }) => hands.expand(target.id()));
    this.cy.on('tap', (event) => event.target === this.cy && hands.choose(null));
    this.cy.on('mouseover', 'node', ({ target }) => this.hover(target.id()));
    this.cy.on('mouseout', 'node', () => this.hover(null));
    // Of a pointer that leaves the canvas at once, Cytoscape says nothing.
    container.addEventListener('pointerleave', () => this.hovered !== null && this.hover(null));
    this.cy.on('dragfree', 'node', ({ target }) => this.keep(target));
    this.cy.on('zoom', () => this.soon());
    this.cy.on('resize', () => this.isFitted && this.fit());
    this.cy.on('dragpan pinchzoom scrollzoom', () => (this.isFitted = false));
  }

  /** Draws a network: what is known stays where it is; of a network that is new to it, all finds a place. */
  show(network: Network, name: (edge: Edge) => string): void {
    const isNew = !network.vertices.some(({ id }) => this.places.has(id));
    this.network = network;
    this.degrees = degrees(network);
    const degree = ({ id }: Vertex) => this.degrees.get(id) ?? 0;
    this.names = new Map(network.edges.map((edge) => [edge.id, name(edge)]));
    this.ranked = [...network.vertices].sort((a, b) => degree(b) - degree(a));
    this.sizes = new Map(network.vertices.map((vertex) => [vertex.id, grown(vertex.type, size(degree(vertex)))]));
    this.hovered = null;
    const extents = new Map(network.vertices.map((vertex) => [vertex.id, this.extent(vertex)]));
    const extent = (id: string) => extents.get(id)!;
    const places = isNew ? arranged(network, extent, this.cy.width() / (this.cy.height() || 1)) : placed(network, this.places, extent);
    for (const [id, place] of places) this.places.set(id, place);
    this.cy.batch(() => this.change());
    this.isFitted ||= isNew;
    if (this.isFitted) this.see();
    this.light();
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.cy.nodes('.chosen').removeClass('chosen');
    const node = id === null ? undefined : this.nodes.get(id)?.element;
    if (node) this.reveal(node.addClass('chosen'));
    this.soon();
  }

  expanded(ids: ReadonlySet<string>): void {
    this.cy.batch(() => {
      for (const [id, { element }] of this.nodes) element.toggleClass('expanded', ids.has(id));
    });
  }

  recolour(colours: Palette): void {
    this.colours = colours;
    this.cy.style(stylesheet(colours));
  }

  /** Shows all, not larger than it is readable. */
  fit(): void {
    this.isFitted = true;
    this.see();
    this.relabel();
  }

  zoom(factor: number): void {
    this.isFitted = false;
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  /** Where the vertices stand, for going from one to the next. */
  points(): Map<string, Point> {
    return new Map(this.network.vertices.map(({ id }) => [id, this.places.get(id)!]));
  }

  /** The best-connected vertex. */
  first(): string | null {
    return this.ranked[0]?.id ?? null;
  }

  png(): Promise<Blob> {
    const { w, h } = this.cy.elements().boundingBox({});
    const scale = Math.min(2 * Math.max(1, this.cy.zoom()), 8000 / Math.max(w, h, 1));
    return this.cy.png({ output: 'blob-promise', full: true, scale, bg: this.colours.paper });
  }

  svg(): Picture {
    return picture(this.cy, this.colours);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.cy.destroy();
  }

  /** Takes away what is gone, adds what is new. */
  private change(): void {
    const { vertices, edges } = this.network;
    const left = new Set([...vertices, ...edges].map(({ id }) => id));
    for (const drawn of [this.lines, this.nodes]) {
      for (const [id, { element }] of drawn) {
        if (left.has(id)) continue;
        element.remove();
        drawn.delete(id);
      }
    }
    // All at once: for each call Cytoscape goes through all that it has.
    const added = this.cy.add([
      ...vertices.filter(({ id }) => !this.nodes.has(id)).map((vertex) => this.node(vertex)),
      ...edges.filter(({ id }) => !this.lines.has(id)).map(line),
    ]);
    for (const element of added.toArray()) {
      if (element.isNode()) this.nodes.set(element.id(), { element, told: '' });
      else this.lines.set(element.id(), { element: element as EdgeSingular, told: '' });
    }
  }

  private node({ id, type }: Vertex): ElementDefinition {
    const data = { ...UNTOLD, id, type, shape: appearance(type).shape };
    return { group: 'nodes', data, position: { ...this.places.get(id)! } };
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.container.style.cursor = id ? 'pointer' : '';
    this.light();
  }

  /** Lights what is hovered and its neighbours, and dims the rest. */
  private light(): void {
    const node = this.hovered === null ? undefined : this.nodes.get(this.hovered)?.element;
    const lit = node?.closedNeighborhood();
    this.lit = new Set(lit?.map((element) => element.id()));
    this.cy.batch(() => {
      this.cy.elements('.lit, .dim').removeClass('lit dim');
      lit?.addClass('lit');
      if (lit) this.cy.elements().difference(lit).addClass('dim');
    });
    this.relabel();
  }

  private see(): void {
    this.cy.viewport(fitted(this.boxes(), this.cy.width(), this.cy.height(), CLOSEST));
  }

  private soon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.relabel());
  }

  /** Shows the labels there is room for at this zoom, the most important first: the hovered, the chosen, the best connected. */
  private relabel(): void {
    const zoom = this.cy.zoom();
    const larger = Math.max(1, Math.sqrt(zoom / CLOSEST));
    const labels = this.labels(zoom, larger);
    const mains = new Set(labels.filter(({ isMain }) => isMain).map(({ id }) => id));
    const { sides, told } = labelled(labels, this.boxes(zoom), this.lineLabels(zoom, larger), this.window());
    const letter = (LETTER * larger) / zoom;
    const swollen = swelling(zoom);
    this.cy.batch(() => {
      for (const { id, label } of this.network.vertices) {
        const side = sides.get(id);
        const text = side ? this.lettering.text(label).lines.join('\n') : '';
        const size = this.sizes.get(id)! * swollen;
        const written = side && { side, letter, halo: letter / 5, ...beside(side, 3 / zoom) };
        tell(this.nodes.get(id)!, { text, size, ...written, level: mains.has(id) ? 3 : 2 });
      }
      for (const { id } of this.network.edges) {
        const text = told.has(id) ? this.names.get(id)! : '';
        tell(this.lines.get(id)!, text ? { text, letter: (SMALL * larger) / zoom } : { text });
      }
    });
  }

  private labels(zoom: number, larger: number): Label[] {
    const weight = ({ id }: Vertex) => (id === this.hovered ? 3 : id === this.chosen ? 2 : this.lit.has(id) ? 1 : 0);
    const shown = this.lit.size ? this.ranked.filter(({ id }) => this.lit.has(id)) : [...this.ranked];
    shown.sort((a, b) => weight(b) - weight(a));
    return shown.map(({ id, label }, rank) => {
      const { width, height } = this.lettering.text(label);
      const radius = (this.sizes.get(id)! / 2) * zoom * swelling(zoom);
      const isHub = rank < MAIN.rank && this.degrees.get(id)! >= MAIN.degree;
      const isMain = this.lit.size ? id === this.hovered : id === this.chosen || isHub;
      return { id, at: this.at(id, zoom), radius, width: width * larger, height: height * larger, isMain };
    });
  }

  private boxes(zoom = 1): Box[] {
    return this.network.vertices.map(({ id }) => {
      const side = this.sizes.get(id)! * zoom * swelling(zoom);
      return { ...this.at(id, zoom), width: side, height: side };
    });
  }

  private lineLabels(zoom: number, larger: number): LineLabel[] {
    const edges = this.lit.size ? this.network.edges.filter(({ id }) => this.lit.has(id)) : this.network.edges;
    return edges.map(({ id, source, target }) => {
      const covered = ((this.sizes.get(source)! + this.sizes.get(target)!) / 2) * zoom * swelling(zoom);
      const width = this.lettering.width(this.names.get(id)!, SMALL) * larger;
      const height = SMALL * LINE * larger;
      return { id, from: this.at(source, zoom), to: this.at(target, zoom), covered, width, height };
    });
  }

  /** What is seen of the picture, as far as nobody moves it. */
  private window(): Box | null {
    if (!this.isFitted) return null;
    const [width, height, { x, y }] = [this.cy.width(), this.cy.height(), this.cy.pan()];
    return { x: width / 2 - x, y: height / 2 - y, width, height };
  }

  private at(id: string, zoom: number): Point {
    const { x, y } = this.places.get(id)!;
    return { x: x * zoom, y: y * zoom };
  }

  private keep(node: NodeSingular): void {
    this.places.set(node.id(), { ...node.position() });
    this.relabel();
  }

  /** Brings a vertex into view, if it is not there. */
  private reveal(node: NodeSingular): void {
    const { x, y } = node.renderedPosition();
    const isInside = x > 20 && y > 20 && x < this.cy.width() - 20 && y < this.cy.height() - 40;
    if (!isInside) this.cy.center(node);
  }

  private extent({ id, label }: Vertex): Extent {
    const size = this.sizes.get(id)!;
    if (this.network.vertices.length > ROOMY) return { width: size * 1.6, height: size * 1.6, below: 0 };
    const { width, height } = this.lettering.text(label);
    return { width: Math.max(width, size) + 14, height: size + height + 18, below: height / 2 };
  }
}

const UNTOLD = { text: '', size: 24, level: 2, letter: LETTER, halo: 2, ...beside('below', 3) };

/** How large a vertex of so many edges is. */
function size(degree: number): number {
  return Math.min(56, 18 + 6 * Math.sqrt(degree));
}

/** How many times its size a vertex is drawn in a picture that is far away. */
function swelling(zoom: number): number {
  return Math.max(1, (SMALLEST / zoom) ** 0.6);
}

function line({ id, source, target, via }: Edge): ElementDefinition {
  return { group: 'edges', data: { ...UNTOLD, id, source, target, directed: via === undefined } };
}

/** Gives an element its data, if they are others than before: each time Cytoscape works out its style anew. */
function tell(drawn: Drawn<NodeSingular | EdgeSingular>, data: object): void {
  const told = JSON.stringify(data);
  if (drawn.told === told) return;
  drawn.told = told;
  drawn.element.data(data);
}
