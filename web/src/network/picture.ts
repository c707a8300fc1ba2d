import type { Core, NodeSingular } from 'cytoscape';

import { appearance, outline, type Shape } from './appearance';
import type { Box, Point } from './boxes';
import type { Palette } from './palette';
import { FONT, LINE } from './styling';

/** What stands in the drawing, as plain values. */
export interface Picture {
  frame: Box;
  paper: string;
  vertices: PicturedVertex[];
  edges: PicturedEdge[];
}

export interface PicturedVertex extends Point {
  id: string;
  shape: Shape;
  size: number;
  fill: string;
  text: PicturedText | null;
}

export interface PicturedEdge {
  /** From where, around what, to where. */
  path: [from: Point, ...Point[]];
  colour: string;
  width: number;
  directed: boolean;
  text: PicturedText | null;
}

export interface PicturedText {
  lines: string[];
  /** The middle of the text. */
  at: Point;
  anchor: 'start' | 'middle' | 'end';
  letter: number;
  colour: string;
  /** Degrees. */
  turn: number;
}

/** How much paper is around all that is drawn. */
export const MARGIN = 20;

/** A picture with so many pixels of paper around it. */
export async function framed(picture: Blob, margin: number, paper: string): Promise<Blob> {
  const image = await createImageBitmap(picture);
  const sheet = new OffscreenCanvas(image.width + 2 * margin, image.height + 2 * margin);
  const context = sheet.getContext('2d')!;
  context.fillStyle = paper;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(image, margin, margin);
  return sheet.convertToBlob();
}

/** What Cytoscape has drawn, all of it, wherever the view is. */
export function picture(cy: Core, colours: Palette): Picture {
  const { x1, y1, w, h } = cy.elements().boundingBox({});
  return {
    frame: { x: x1 + w / 2, y: y1 + h / 2, width: w + 2 * MARGIN, height: h + 2 * MARGIN },
    paper: colours.paper,
    vertices: cy.nodes().map((node) => {
      const { id, type, shape, size } = node.data();
      return { id, shape, size, fill: colours[appearance(type).colour], ...node.position(), text: beside(node, colours) };
    }),
    edges: cy.edges().map((edge) => {
      const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
      const path: PicturedEdge['path'] = [from, ...(edge.controlPoints() ?? []), to];
      const { text, letter, directed } = edge.data();
      const turn = readable((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
      const told: PicturedText = { lines: [text], at: edge.midpoint(), anchor: 'middle', letter, colour: colours.soft, turn };
      return { path, colour: colours.line, width: 1.4, directed, text: text ? told : null };
    }),
  };
}

/** A picture as SVG, which says in words what it shows. */
export function svg({ frame, paper, vertices, edges }: Picture, title: string): string {
  const { x, y, width, height } = frame;
  const box = [x - width / 2, y - height / 2, width, height].map(round).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${round(width)}" height="${round(height)}"`,
    ` role="img" font-family="${escaped(FONT)}"><title>${escaped(title)}</title>`,
    `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="100%" height="100%" fill="${escaped(paper)}"/>`,
    ...edges.map(line),
    ...edges.map(({ text }) => (text ? written(text, paper) : '')),
    ...vertices.map(
      ({ shape, x, y, size, fill }) =>
        `${outline(shape, x, y, size)} fill="${escaped(fill)}" stroke="${escaped(paper)}" stroke-width="2"/>`,
    ),
    ...vertices.map(({ text }) => (text ? written(text, paper) : '')),
    '</svg>\n',
  ].join('');
}

function line({ path, colour, width, directed }: PicturedEdge): string {
  const [from, ...rest] = path;
  const steps = rest.map(({ x, y }) => `${round(x)} ${round(y)}`);
  const curve = `M${round(from.x)} ${round(from.y)}${steps.length === 2 ? 'Q' : 'L'}${steps.join(' ')}`;
  const drawn = `<path d="${curve}" fill="none" stroke="${escaped(colour)}" stroke-width="${width}"/>`;
  return directed ? drawn + arrow(path, colour) : drawn;
}

function arrow(path: PicturedEdge['path'], colour: string): string {
  const [before, tip] = path.slice(-2) as [Point, Point];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const points = [tip, corner(tip, x, y, 4), corner(tip, x, y, -4)].map((each) => `${round(each.x)},${round(each.y)}`);
  return `<polygon points="${points.join(' ')}" fill="${escaped(colour)}"/>`;
}

function corner(tip: Point, x: number, y: number, aside: number): Point {
  return { x: tip.x - x * 9 - y * aside, y: tip.y - y * 9 + x * aside };
}

function written({ lines, at, anchor, letter, colour, turn }: PicturedText, paper: string): string {
  const step = letter * LINE;
  const top = at.y - ((lines.length - 1) * step) / 2;
  const rows = lines.map((line, row) => `<tspan x="${round(at.x)}" y="${round(top + row * step)}">${escaped(line)}</tspan>`);
  const turned = turn ? ` transform="rotate(${round(turn)} ${round(at.x)} ${round(at.y)})"` : '';
  return (
    `<text text-anchor="${anchor}" dominant-baseline="central" font-size="${round(letter)}" fill="${escaped(colour)}"` +
    ` stroke="${escaped(paper)}" stroke-width="${round(letter / 3)}" stroke-linejoin="round" paint-order="stroke"` +
    `${turned}>${rows.join('')}</text>`
  );
}

/** The label of a vertex, on the side where it is drawn. */
function beside(node: NodeSingular, colours: Palette): PicturedText | null {
  const { text, letter, size, side, gap } = node.data();
  if (!text) return null;
  const lines: string[] = text.split('\n');
  const { x, y } = node.position();
  const reach = size / 2 + gap;
  const high = reach + (lines.length * letter * LINE) / 2;
  const places: Record<string, [Point, PicturedText['anchor']]> = {
    below: [{ x, y: y + high }, 'middle'],
    above: [{ x, y: y - high }, 'middle'],
    right: [{ x: x + reach, y }, 'start'],
    left: [{ x: x - reach, y }, 'end'],
  };
  const [at, anchor] = places[side]!;
  return { lines, at, anchor, letter, colour: colours.ink, turn: 0 };
}

/** The angle at which a text along a line does not stand on its head. */
function readable(turn: number): number {
  return turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  // What XML cannot hold at all is left out.
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"]/g, (each) => ENTITIES[each]!);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
