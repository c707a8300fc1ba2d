import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';

import { bounds, nearestRoom, overlap, Room, type Box, type Point } from './boxes';
import { components, type Network } from './graph';

cytoscape.use(fcose);

/** How far apart parts stand that nothing joins. */
const PART = 56;

/** The room that a vertex takes with its label; `below` is how far its middle lies below the vertex. */
export interface Extent {
  width: number;
  height: number;
  below: number;
}

/**
 * Where the vertices of a network stand, in a window whose width is `aspect` of its height; the same network always
 * stands in the same way. What nothing joins stands apart.
 */
export function arranged(network: Network, extent: (id: string) => Extent, aspect: number): Map<string, Point> {
  const size = network.vertices.length;
  const parts = components(network).map((part) => part.vertices.map(({ id }): Placed => ({ id, x: 0, y: 0, ...extent(id) })));
  const joined = parts.filter((boxes) => boxes.length > 1);
  for (const boxes of joined) {
    sprung(network, boxes, size);
    turn(boxes, aspect > 1);
    separate(boxes);
  }
  const single = parts.filter((boxes) => boxes.length === 1).flat();
  if (single.length) joined.push(gridded(single, aspect));
  pack(joined, aspect);
  return new Map(joined.flat().map(({ id, x, y, below }) => [id, { x, y: y - below }]));
}

interface Placed extends Box {
  id: string;
  below: number;
}

/** Places boxes by the springs and charges of fcose. */
function sprung({ edges }: Network, boxes: Placed[], size: number): void {
  const ids = new Set(boxes.map(({ id }) => id));
  const own = edges.filter(({ source }) => ids.has(source));
  const graph = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: 'node', style: { width: 'data(width)', height: 'data(height)' } }],
    elements: [
      ...boxes.map(({ id, width, height }) => ({ data: { id, width, height } })),
      ...own.map(({ source, target, id }) => ({ data: { id: `edge ${id}`, source, target } })),
    ],
  });
  seeded(() => graph.layout(options(boxes.length, size)).run());
  for (const box of boxes) Object.assign(box, graph.getElementById(box.id).position());
  graph.destroy();
}

/** Finds a place for each new vertex beside the ones it is joined with, where nothing stands yet. */
export function placed(
  network: Network,
  known: ReadonlyMap<string, Point>,
  extent: (id: string) => Extent,
): Map<string, Point> {
  const room = new Room();
  const points = new Map<string, Point>();
  for (const { id } of network.vertices) {
    const point = known.get(id);
    if (!point) continue;
    points.set(id, point);
    room.add(box(point, extent(id)));
  }
  const centre = middle([...points.values()]);
  const neighbours = neighbourhoods(network);
  for (const { id } of network.vertices) {
    if (points.has(id)) continue;
    const around = (neighbours.get(id) ?? []).flatMap((each) => points.get(each) ?? []);
    const anchor = around.length ? middle(around) : centre;
    const size = extent(id);
    const away = Math.atan2(anchor.y - centre.y, anchor.x - centre.x);
    const found = nearestRoom(room, { x: anchor.x, y: anchor.y + size.below }, size, 90, away);
    room.add({ ...found, width: size.width, height: size.height });
    points.set(id, { x: found.x, y: found.y - size.below });
  }
  return points;
}

/** How fcose places a part of so many vertices, of a picture of so many. */
function options(part: number, all: number): cytoscape.LayoutOptions {
  return {
    name: 'fcose',
    quality: 'proof',
    randomize: true,
    animate: false,
    fit: false,
    packComponents: false,
    nodeSeparation: 90,
    idealEdgeLength: () => (all > 100 ? 75 : all > 40 ? 95 : 125),
    nodeRepulsion: () => (part > 60 ? 30_000 : 9000),
    edgeElasticity: () => 0.35,
    gravity: part > 60 ? 0.1 : 0.35,
    numIter: part > 150 ? 1500 : 2500,
  } as cytoscape.LayoutOptions;
}

/** Turns the picture so that its longer side lies along that of the window. */
function turn(boxes: Box[], wide: boolean): void {
  const centre = middle(boxes);
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of boxes) {
    xx += (x - centre.x) ** 2;
    yy += (y - centre.y) ** 2;
    xy += (x - centre.x) * (y - centre.y);
  }
  const angle = (wide ? 0 : Math.PI / 2) - Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const box of boxes) {
    const [x, y] = [box.x - centre.x, box.y - centre.y];
    box.x = x * cos - y * sin;
    box.y = x * sin + y * cos;
  }
}

/** Moves boxes apart until none lies on another, each pair along the side where the least is missing. */
function separate(boxes: Box[], rounds = 60): void {
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    boxes.sort((a, b) => a.x - a.width / 2 - (b.x - b.width / 2));
    for (const [at, a] of boxes.entries()) {
      for (let next = at + 1; next < boxes.length; next += 1) {
        const b = boxes[next]!;
        if (b.x - b.width / 2 > a.x + a.width / 2) break;
        const across = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
        const down = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
        if (across <= 0 || down <= 0) continue;
        moved = true;
        const along = across < down ? 'x' : 'y';
        const shift = (Math.min(across, down) / 2 + 0.5) * (a[along] <= b[along] ? 1 : -1);
        a[along] -= shift;
        b[along] += shift;
      }
    }
    if (!moved) return;
  }
}

/** Sets boxes in rows and columns, in their own order. */
function gridded(boxes: Placed[], aspect: number): Placed[] {
  const width = Math.max(...boxes.map((box) => box.width));
  const height = Math.max(...boxes.map((box) => box.height));
  const columns = Math.max(1, Math.round(Math.sqrt((boxes.length * aspect * height) / width)));
  for (const [at, box] of boxes.entries()) {
    box.x = (at % columns) * width;
    box.y = Math.floor(at / columns) * height;
  }
  return boxes;
}

/** Sets parts beside each other, the largest first, each where the whole stays nearest to the form of the window. */
function pack(parts: Box[][], aspect: number): void {
  const framed = parts.map((boxes) => ({ boxes, frame: frame(boxes) }));
  framed.sort((a, b) => b.frame.width * b.frame.height - a.frame.width * a.frame.height);
  const taken: Box[] = [];
  for (const { boxes, frame } of framed) {
    const spot = best(taken, frame, aspect);
    for (const box of boxes) {
      box.x += spot.x - frame.x;
      box.y += spot.y - frame.y;
    }
    taken.push(spot);
  }
}

/** The corner between boxes that are taken where another makes the whole the least larger. */
function best(taken: readonly Box[], { width, height }: Box, aspect: number): Box {
  const lefts = [0, ...taken.map((box) => box.x + box.width / 2)];
  const tops = [0, ...taken.map((box) => box.y + box.height / 2)];
  const corners = [
    ...taken.flatMap((box, at) => [
      [lefts[at + 1]!, box.y - box.height / 2] as const,
      [box.x - box.width / 2, tops[at + 1]!] as const,
    ]),
    [0, 0] as const,
  ];
  let least = Infinity;
  let found: Box = { x: width / 2, y: height / 2, width, height };
  for (const [left, top] of corners) {
    const box = { x: left + width / 2, y: top + height / 2, width, height };
    const right = Math.max(left + width, ...lefts);
    const bottom = Math.max(top + height, ...tops);
    const cost = Math.max(right, bottom * aspect) + (right + bottom) / 100;
    if (cost >= least || taken.some((other) => overlap(box, other))) continue;
    [least, found] = [cost, box];
  }
  return found;
}

/** The box around boxes, with a margin to the next part. */
function frame(boxes: Box[]): Box {
  const around = bounds(boxes);
  return { ...around, width: around.width + PART, height: around.height + PART };
}

function box({ x, y }: Point, { width, height, below }: Extent): Box {
  return { x, y: y + below, width, height };
}

function middle(points: readonly Point[]): Point {
  const total = points.reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 });
  return { x: total.x / (points.length || 1), y: total.y / (points.length || 1) };
}

function neighbourhoods({ edges }: Network): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string) => found.set(from, [...(found.get(from) ?? []), to]);
  for (const { source, target } of edges) {
    add(source, target);
    add(target, source);
  }
  return found;
}

/** Runs something while chance is no chance: fcose asks Math.random, and takes no generator of ours. */
function seeded(run: () => void): void {
  const random = Math.random;
  let state = 0x9e3779b9;
  Math.random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  try {
    run();
  } finally {
    Math.random = random;
  }
}
