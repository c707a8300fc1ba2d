import cytoscape, { type Core, type EdgeSingular, type ElementDefinition, type NodeSingular } from 'cytoscape';

import { appearance } from './appearance';
import { fitted, thatWay, type Box } from './boxes';
import type { Edge, Network, Vertex } from './graph';
import { labelled } from './labelling';
import type { Palette } from './palette';
import { framed, MARGIN, picture, type Picture } from './picture';
import { CLOSEST, enlarged, Scene, swollen } from './scene';
import { beside, LETTER, SMALL, stylesheet } from './styling';

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

/** The drawing itself: Cytoscape on a canvas, the places of all that was ever drawn, and the labels there is room for. */
export class Canvas {
  private readonly container: HTMLElement;
  private readonly cy: Core;
  private readonly scene = new Scene();
  private readonly nodes = new Map<string, Drawn<NodeSingular>>();
  private readonly lines = new Map<string, Drawn<EdgeSingular>>();
  private colours: Palette;
  private base: object | null = null;
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
    container.addEventListener('pointerleave', () => this.scene.hovered !== null && this.hover(null));
    this.cy.on('dragfree', 'node', ({ target }) => this.keep(target));
    this.cy.on('zoom', () => this.soon());
    this.cy.on('resize', () => this.isFitted && this.fit());
    this.cy.on('dragpan pinchzoom scrollzoom', () => (this.isFitted = false));
  }

  /** Draws a part of `base`, and what it was expanded by: with another base all finds a new place, else what is known stays. */
  show(network: Network, base: object, name: (edge: Edge) => string): void {
    const isNew = this.base !== base;
    this.base = base;
    this.scene.take(network, name);
    if (isNew) this.scene.arrange(this.form());
    else this.scene.place();
    this.cy.batch(() => this.change());
    this.isFitted ||= isNew;
    if (this.isFitted) this.see();
    this.light();
  }

  choose(id: string | null): void {
    this.scene.chosen = id;
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

  /** The vertex that a key leads to from another, or from nowhere; null if there is none that way. */
  next(from: string | null, key: string): string | null {
    const { network, places, ranked } = this.scene;
    const start = from === null || key === 'Home' ? undefined : places.get(from);
    if (!start || !network.vertices.some(({ id }) => id === from)) return ranked[0]?.id ?? null;
    return thatWay(new Map(network.vertices.map(({ id }) => [id, places.get(id)!])), start, key);
  }

  async png(): Promise<Blob> {
    const { w, h } = this.cy.elements().boundingBox({});
    const scale = Math.min(2 * Math.max(1, this.cy.zoom()), 8000 / Math.max(w, h, 1));
    const drawn = await this.cy.png({ output: 'blob-promise', full: true, scale, bg: this.colours.paper });
    return framed(drawn, Math.round(MARGIN * scale), this.colours.paper);
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
    const { vertices, edges } = this.scene.network;
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
    return { group: 'nodes', data, position: { ...this.scene.places.get(id)! } };
  }

  private hover(id: string | null): void {
    this.scene.hovered = id;
    this.container.style.cursor = id ? 'pointer' : '';
    this.light();
  }

  /** Lights what is hovered and its neighbours, and dims the rest. */
  private light(): void {
    const node = this.scene.hovered === null ? undefined : this.nodes.get(this.scene.hovered)?.element;
    const lit = node?.closedNeighborhood();
    this.scene.lit = new Set(lit?.map((element) => element.id()));
    this.cy.batch(() => {
      this.cy.elements('.lit, .dim').removeClass('lit dim');
      lit?.addClass('lit');
      if (lit) this.cy.elements().difference(lit).addClass('dim');
    });
    this.relabel();
  }

  private see(): void {
    this.cy.viewport(fitted(this.scene.boxes(1), this.cy.width(), this.cy.height(), CLOSEST));
  }

  private soon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.relabel());
  }

  /** Shows the labels there is room for at this zoom, the most important first: the hovered, the chosen, the best connected. */
  private relabel(): void {
    const zoom = this.cy.zoom();
    const larger = enlarged(zoom);
    const labels = this.scene.labels(zoom);
    const mains = new Set(labels.filter(({ isMain }) => isMain).map(({ id }) => id));
    const { sides, told } = labelled(labels, this.scene.boxes(zoom, this.scene.lit), this.scene.lineLabels(zoom), this.window());
    const letter = (LETTER * larger) / zoom;
    const swelling = swollen(zoom);
    this.cy.batch(() => {
      for (const { id, label } of this.scene.network.vertices) {
        const side = sides.get(id);
        const text = side ? this.scene.lettering.text(label).lines.join('\n') : '';
        const size = this.scene.sizes.get(id)! * swelling;
        const written = side && { side, letter, halo: letter / 5, ...beside(side, 3 / zoom) };
        tell(this.nodes.get(id)!, { text, size, ...written, level: id === this.scene.hovered ? 6 : mains.has(id) ? 4 : 2 });
      }
      for (const { id } of this.scene.network.edges) {
        const text = told.has(id) ? this.scene.names.get(id)! : '';
        tell(this.lines.get(id)!, text ? { text, letter: (SMALL * larger) / zoom } : { text });
      }
    });
  }

  /** The form of the window, roughly: a picture is the same in windows that are nearly alike. */
  private form(): number {
    const aspect = this.cy.width() / (this.cy.height() || 1);
    return aspect > 1.25 ? 1.5 : aspect < 0.8 ? 0.7 : 1;
  }

  /** What is seen of the picture, as far as nobody moves it. */
  private window(): Box | null {
    if (!this.isFitted) return null;
    const [width, height, { x, y }] = [this.cy.width(), this.cy.height(), this.cy.pan()];
    return { x: width / 2 - x, y: height / 2 - y, width, height };
  }

  private keep(node: NodeSingular): void {
    this.scene.places.set(node.id(), { ...node.position() });
    this.relabel();
  }

  /** Brings a vertex into view, if it is not there. */
  private reveal(node: NodeSingular): void {
    const { x, y } = node.renderedPosition();
    const isInside = x > 20 && y > 20 && x < this.cy.width() - 20 && y < this.cy.height() - 40;
    if (!isInside) this.cy.center(node);
  }

}

const UNTOLD = { text: '', size: 24, level: 2, letter: LETTER, halo: 2, ...beside('below', 3) };

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
