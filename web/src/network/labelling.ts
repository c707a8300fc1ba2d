import { Room, type Box, type Point } from './boxes';

/** A label that may be shown; all in pixels of the screen. The most important come first. */
export interface Label {
  id: string;
  at: Point;
  /** How far from its point the vertex reaches. */
  radius: number;
  width: number;
  height: number;
  /** Whether it is shown even where it covers vertices. */
  isMain: boolean;
}

/** A label on a line between two points. */
export interface LineLabel {
  id: string;
  from: Point;
  to: Point;
  /** How much of the line the vertices cover at its ends. */
  covered: number;
  width: number;
  height: number;
}

export type Side = 'below' | 'right' | 'left' | 'above';

const GAP = 3;
const SIDES: readonly (readonly [Side, (label: Label) => Box])[] = [
  ['below', (label) => at(label, 0, label.radius + GAP + label.height / 2)],
  ['right', (label) => at(label, label.radius + GAP + label.width / 2, 0)],
  ['left', (label) => at(label, -label.radius - GAP - label.width / 2, 0)],
  ['above', (label) => at(label, 0, -label.radius - GAP - label.height / 2)],
];

/** Which labels there is room for, and on which side of their vertices; none lies on another, but a main one on vertices. Outside the window is no room. */
export function labelled(
  labels: readonly Label[],
  vertices: readonly Box[],
  lines: readonly LineLabel[],
  window: Box | null = null,
) {
  const room = new Room(window);
  const written = new Room(window);
  for (const vertex of vertices) room.add(vertex);
  const sides = new Map<string, Side>();
  for (const label of labels) {
    const free = SIDES.find(([, where]) => room.isFree(where(label)));
    const found = free ?? (label.isMain ? SIDES.find(([, where]) => written.isFree(where(label))) : undefined);
    if (!found) continue;
    const [side, where] = found;
    room.add(where(label));
    written.add(where(label));
    sides.set(label.id, side);
  }
  const told = new Set(lines.filter((line) => fits(line, room)).map(({ id }) => id));
  return { sides, told };
}

function fits({ from, to, covered, width, height }: LineLabel, room: Room): boolean {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  if (length - covered < width + 12) return false;
  const [cos, sin] = [Math.abs(x) / length, Math.abs(y) / length];
  const box = {
    x: (from.x + to.x) / 2,
    y: (from.y + to.y) / 2,
    width: width * cos + height * sin,
    height: width * sin + height * cos,
  };
  if (!room.isFree(box)) return false;
  room.add(box);
  return true;
}

function at({ at: { x, y }, width, height }: Label, right: number, down: number): Box {
  return { x: x + right, y: y + down, width, height };
}
