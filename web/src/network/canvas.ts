import cytoscape, { type Core, type NodeSingular } from 'cytoscape';

import { appearance, grown } from './appearance';
import type { Box, Point } from './boxes';
import { degrees, type Edge, type Network, type Vertex } from './graph';
import { labelled, type Label, type LineLabel, type Side } from './labelling';
import { arranged, placed, type Extent } from './layout';
import type { Palette } from './palette';
import { picture, type Picture } from './picture';
import { FONT, LETTER, LINE, SMALL, stylesheet } from './styling';
import { wrapped, type Measure } from './wrapping';

/** What people do in the drawing. */
export interface Hands {
  choose: (id: string | null) => void;
  expand: (id: string) => void;
}

interface Text {
  lines: string[];
  width: number;
  height: number;
}

const WIDTH = 128;
const LINES = 3;
/** Up to how many vertices every label is given room; of more, those are shown that find some. */
const ROOMY = 70;
const PADDING = 36;
const CLOSEST = 1.25;

/** The drawing itself: Cytoscape on a canvas, the places of all that was ever drawn, and the labels there is room for. */
export class Canvas {
  private readonly cy: Core;
  private readonly pen = document.createElement('canvas').getContext('2d')!;
  private readonly texts = new Map<string, Text>();
  private readonly places = new Map<string, Point>();
  private readonly measures = new Map<string, number>();
  private network: Network = { vertices: [], edges: [] };
  private ranked: Vertex[] = [];
  private hovered: string | null = null;
  private chosen: string | null = null;
  private frame = 0;
  private untouched = true;

  constructor(
    private readonly container: HTMLElement,
    private colours: Palette,
    hands: Hands,
  ) {
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
    this.cy.on('dragfree', 'node', ({ target }) => this.keep(target));
    this.cy.on('zoom', () => this.soon());
    this.cy.on('resize', () => this.untouched && this.fit());
    container.addEventListener('wheel', () => (this.untouched = false), { passive: true });
    container.addEventListener('pointerdown', () => (this.untouched = false));
  }

  /** Draws a network: what is known stays where it is; of a network that is new to it, all finds a place. */
  show(network: Network, name: (edge: Edge) => string): void {
    const fresh = !network.vertices.some(({ id }) => this.places.has(id));
    this.network = network;
    const count = degrees(network);
    this.ranked = [...network.vertices].sort((a, b) => (count.get(b.id) ?? 0) - (count.get(a.id) ?? 0));
    for (const vertex of network.vertices) this.texts.set(vertex.id, this.text(vertex.label));
    const sizes = new Map(network.vertices.map(({ id, type }) => [id, grown(type, size(count.get(id) ?? 0))]));
    const extent = (id: string) => this.extent(sizes.get(id)!, this.texts.get(id)!, network.vertices.length);
    const places = fresh ? arranged(network, extent) : placed(network, this.places, extent);
    for (const [id, place] of places) this.places.set(id, place);
    this.cy.batch(() => this.change(network, sizes, name));
    if (fresh || this.untouched) this.fit();
    this.light();
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.cy.nodes('.chosen').removeClass('chosen');
    if (id) this.reveal(this.cy.getElementById(id).addClass('chosen') as NodeSingular);
    this.soon();
  }

  expanded(ids: ReadonlySet<string>): void {
    this.cy.batch(() => this.cy.nodes().forEach((node) => void node.toggleClass('expanded', ids.has(node.id()))));
  }

  recolour(colours: Palette): void {
    this.colours = colours;
    this.cy.style(stylesheet(colours));
    this.light();
  }

  /** Shows all, not larger than it is readable. */
  fit(): void {
    this.untouched = true;
    this.cy.fit(undefined, PADDING);
    if (this.cy.zoom() > CLOSEST) {
      this.cy.zoom(CLOSEST);
      this.cy.center();
    }
    this.relabel();
  }

  zoom(factor: number): void {
    this.untouched = false;
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

  private change({ vertices, edges }: Network, sizes: Map<string, number>, name: (edge: Edge) => string): void {
    const left = new Set([...vertices, ...edges].map(({ id }) => id));
    this.cy.elements().filter((element) => !left.has(element.id())).remove();
    for (const { id, type } of vertices) {
      const own = { type, shape: appearance(type).shape, size: sizes.get(id)! };
      const node = this.cy.getElementById(id);
      if (node.nonempty()) node.data(own);
      else this.cy.add({ data: { ...UNTOLD, ...own, id }, position: { ...this.places.get(id)! } });
    }
    for (const edge of edges) {
      const { id, source, target, via } = edge;
      const own = { name: name(edge), directed: via === undefined };
      const line = this.cy.getElementById(id);
      if (line.nonempty()) line.data(own);
      else this.cy.add({ data: { ...UNTOLD, ...own, id, source, target } });
    }
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.container.style.cursor = id ? 'pointer' : '';
    this.light();
  }

  /** Lights what is hovered and its neighbours, and dims the rest. */
  private light(): void {
    const { cy } = this;
    cy.batch(() => {
      cy.elements('.dim, .lit').removeClass('dim lit');
      const lit = cy.getElementById(this.hovered ?? '').closedNeighborhood();
      if (lit.empty()) return;
      lit.addClass('lit');
      cy.elements().difference(lit).addClass('dim');
    });
    this.relabel();
  }

  private soon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.relabel());
  }

  /** Shows the labels there is room for at this zoom, the most important first: the hovered, the chosen, the best connected. */
  private relabel(): void {
    const { cy } = this;
    const zoom = cy.zoom();
    const larger = Math.max(1, Math.sqrt(zoom / CLOSEST));
    const { sides, told } = labelled(this.labels(zoom, larger), this.boxes(zoom), this.lines(zoom, larger));
    const halo = (2.5 * larger) / zoom;
    cy.batch(() => {
      for (const { id } of this.network.vertices) {
        const side = sides.get(id);
        const text = side ? this.texts.get(id)!.lines.join('\n') : '';
        cy.getElementById(id).data({ text, side, letter: (LETTER * larger) / zoom, halo, ...beside(side, 3 / zoom) });
      }
      for (const { id } of this.network.edges) {
        const edge = cy.getElementById(id);
        edge.data({ text: told.has(id) ? edge.data('name') : '', letter: (SMALL * larger) / zoom });
      }
    });
  }

  private labels(zoom: number, larger: number): Label[] {
    const weights = new Map<string, number>();
    for (const node of this.cy.nodes('.lit').toArray()) weights.set(node.id(), 1);
    if (this.chosen) weights.set(this.chosen, 2);
    if (this.hovered) weights.set(this.hovered, 3);
    const shown = this.hovered ? this.ranked.filter(({ id }) => weights.has(id)) : [...this.ranked];
    shown.sort((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0));
    return shown.map(({ id }) => {
      const { width, height } = this.texts.get(id)!;
      const radius = (this.cy.getElementById(id).data('size') / 2) * zoom;
      return { id, at: this.at(id, zoom), radius, width: width * larger, height: height * larger };
    });
  }

  private boxes(zoom: number): Box[] {
    return this.network.vertices.map(({ id }) => {
      const side = this.cy.getElementById(id).data('size') * zoom;
      return { ...this.at(id, zoom), width: side, height: side };
    });
  }

  private lines(zoom: number, larger: number): LineLabel[] {
    const edges = this.hovered ? this.cy.edges('.lit').toArray() : this.cy.edges().toArray();
    return edges.map((edge) => {
      const [source, target] = [edge.source(), edge.target()];
      const covered = ((source.data('size') + target.data('size')) / 2) * zoom;
      const width = this.measured(edge.data('name'), SMALL) * larger;
      const ends = { from: this.at(source.id(), zoom), to: this.at(target.id(), zoom) };
      return { id: edge.id(), ...ends, covered, width, height: SMALL * LINE * larger };
    });
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
    if (node.empty()) return;
    const { x, y } = node.renderedPosition();
    const inside = x > 20 && y > 20 && x < this.cy.width() - 20 && y < this.cy.height() - 40;
    if (!inside) this.cy.center(node);
  }

  private extent(size: number, { width, height }: Text, many: number): Extent {
    if (many > ROOMY) return { width: size * 1.6, height: size * 1.6, below: 0 };
    return { width: Math.max(width, size) + 14, height: size + height + 18, below: height / 2 };
  }

  private text(label: string): Text {
    const measure: Measure = (text) => this.measured(text, LETTER);
    const lines = wrapped(label, WIDTH, LINES, measure);
    const width = Math.max(0, ...lines.map(measure));
    return { lines, width, height: lines.length * LETTER * LINE };
  }

  private measured(text: string, letter: number): number {
    const key = `${letter} ${text}`;
    let width = this.measures.get(key);
    if (width === undefined) {
      this.pen.font = `${letter}px ${FONT}`;
      this.measures.set(key, (width = this.pen.measureText(text).width));
    }
    return width;
  }
}

const UNTOLD = { text: '', letter: LETTER, halo: 2, ...beside('below', 3) };

/** How Cytoscape is told where a label stands. */
function beside(side: Side = 'below', gap: number) {
  const [right, down] = { below: [0, 1], above: [0, -1], left: [-1, 0], right: [1, 0] }[side] as [number, number];
  return {
    gap,
    halign: ['left', 'center', 'right'][right + 1],
    valign: ['top', 'center', 'bottom'][down + 1],
    marginX: right * gap,
    marginY: down * gap,
  };
}

/** How large a vertex of so many edges is. */
function size(degree: number): number {
  return Math.min(56, 18 + 6 * Math.sqrt(degree));
}
