/** A rectangle by its middle. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

const CELL = 120;

/** Boxes that have been placed, and whether there is room for another: a grid of cells tells which are near. */
export class Room {
  private readonly cells = new Map<string, Box[]>();
  private readonly walls: Box | null;

  /** The room is as large as `walls`, or endless. */
  constructor(walls: Box | null = null) {
    this.walls = walls;
  }

  /** Whether nothing that was added lies there. */
  isFree(box: Box): boolean {
    if (this.walls && !contains(this.walls, box)) return false;
    for (const key of this.keys(box)) {
      if (this.cells.get(key)?.some((other) => overlap(box, other))) return false;
    }
    return true;
  }

  add(box: Box): void {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  private *keys({ x, y, width, height }: Box): Iterable<string> {
    for (let column = Math.floor((x - width / 2) / CELL); column <= (x + width / 2) / CELL; column += 1) {
      for (let row = Math.floor((y - height / 2) / CELL); row <= (y + height / 2) / CELL; row += 1) {
        yield `${column} ${row}`;
      }
    }
  }
}

export function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

function contains(outer: Box, inner: Box): boolean {
  const across = Math.abs(outer.x - inner.x) * 2 + inner.width <= outer.width;
  return across && Math.abs(outer.y - inner.y) * 2 + inner.height <= outer.height;
}

/** Where a box has room, as near to a point as a spiral around it finds; it begins in the direction of `angle`. */
export function nearestRoom(room: Room, start: Point, size: Omit<Box, 'x' | 'y'>, radius: number, angle = 0): Point {
  // The golden angle: no two rings begin alike.
  for (let step = 0; step < 4000; step += 1) {
    const turn = angle + (step % 2 ? -1 : 1) * Math.ceil((step % 24) / 2) * (Math.PI / 12) + Math.floor(step / 24) * 0.13;
    const distance = radius * (1 + Math.floor(step / 24) * 0.22);
    const point = { x: start.x + Math.cos(turn) * distance, y: start.y + Math.sin(turn) * distance };
    if (room.isFree({ ...point, ...size })) return point;
  }
  return start;
}

/** The box around boxes; there is at least one. */
export function bounds(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2));
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2));
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height / 2));
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** How to show boxes in a window: all of them, with room for labels around, and not larger than `closest`. */
export function fitted(boxes: readonly Box[], width: number, height: number, closest: number) {
  const all = bounds(boxes);
  const [across, down] = [Math.min(76, width / 9), Math.min(48, height / 9)];
  const zoom = Math.min((width - 2 * across) / all.width, (height - 2 * down) / all.height, closest);
  // A little higher than the middle: labels stand below.
  return { zoom, pan: { x: width / 2 - all.x * zoom, y: height / 2 - down / 4 - all.y * zoom } };
}

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The id of the nearest point that way: what lies aside counts as farther off; null if there is none, or no such key. */
export function thatWay(points: ReadonlyMap<string, Point>, from: Point, key: string): string | null {
  const way = ARROWS[key];
  if (!way) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const [id, { x, y }] of points) {
    const ahead = (x - from.x) * way.x + (y - from.y) * way.y;
    const aside = Math.abs((x - from.x) * way.y) + Math.abs((y - from.y) * way.x);
    if (ahead < 1 || aside > ahead * 3) continue;
    const cost = ahead + aside * 2;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
