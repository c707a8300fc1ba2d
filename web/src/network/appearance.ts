/** What vertices look like: the shape tells a type, the colour its family. */
export interface Appearance {
  shape: Shape;
  /** A custom property of network.css: `--network-project`. */
  colour: Colour;
}

/** What shapes are made of: points from -1 to 1, a pair each, or one that every renderer knows. */
export const SHAPES = {
  circle: 'ellipse',
  square: 'round-rectangle',
  diamond: [0, -1, 1, 0, 0, 1, -1, 0],
  hexagon: [-0.5, -0.87, 0.5, -0.87, 1, 0, 0.5, 0.87, -0.5, 0.87, -1, 0],
  house: [0, -1, 0.94, -0.25, 0.94, 0.95, -0.94, 0.95, -0.94, -0.25],
  triangle: [0, -0.95, 1, 0.8, -1, 0.8],
  octagon: [-0.42, -1, 0.42, -1, 1, -0.42, 1, 0.42, 0.42, 1, -0.42, 1, -1, 0.42, -1, -0.42],
  sheet: [-0.78, -1, 0.3, -1, 0.78, -0.52, 0.78, 1, -0.78, 1],
  bow: [-1, -0.8, 0, -0.4, 1, -0.8, 1, 0.8, 0, 0.4, -1, 0.8],
  tag: [-1, -0.65, 0.4, -0.65, 1, 0, 0.4, 0.65, -1, 0.65],
} as const satisfies Record<string, string | readonly number[]>;

/** How much larger a shape is drawn, so that all look equally large. */
const GROWTH: Partial<Record<Shape, number>> = { square: 0.92, diamond: 1.25, hexagon: 1.12, triangle: 1.2, bow: 1.15, tag: 1.15 };

export type Shape = keyof typeof SHAPES;
export const COLOURS = [
  'institution',
  'foundation',
  'project',
  'programme',
  'place',
  'partnership',
  'part',
  'document',
  'other',
] as const;
export type Colour = (typeof COLOURS)[number];

const APPEARANCES: Record<string, Appearance> = {
  Institution: { shape: 'square', colour: 'institution' },
  Foundation: { shape: 'diamond', colour: 'foundation' },
  Project: { shape: 'circle', colour: 'project' },
  Programme: { shape: 'hexagon', colour: 'programme' },
  City: { shape: 'house', colour: 'place' },
  Region: { shape: 'triangle', colour: 'place' },
  Country: { shape: 'octagon', colour: 'place' },
  Partnership: { shape: 'bow', colour: 'partnership' },
  Participation: { shape: 'bow', colour: 'part' },
  Funding: { shape: 'octagon', colour: 'programme' },
  Document: { shape: 'sheet', colour: 'document' },
  Activity: { shape: 'tag', colour: 'part' },
  Outcome: { shape: 'diamond', colour: 'part' },
  Goal: { shape: 'triangle', colour: 'part' },
  TargetGroup: { shape: 'circle', colour: 'part' },
  ParticipantGroup: { shape: 'square', colour: 'part' },
};
const UNKNOWN: Appearance = { shape: 'circle', colour: 'other' };

/** The order of types in legends and lists. */
export const TYPES = Object.keys(APPEARANCES);

export function appearance(type: string): Appearance {
  return APPEARANCES[type] ?? UNKNOWN;
}

/** How wide the shape of a type is drawn, where a circle has a width. */
export function grown(type: string, width: number): number {
  return width * (GROWTH[appearance(type).shape] ?? 1);
}

/** The shape as SVG within a box of `width` and `height` around `x`, `y`; without colours. */
export function outline(shape: Shape, x: number, y: number, width: number, height = width): string {
  const form = SHAPES[shape];
  const [rx, ry] = [width / 2, height / 2];
  if (form === 'ellipse') return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}"`;
  if (form === 'round-rectangle') {
    const corner = n(Math.min(width, height) / 4);
    return `<rect x="${n(x - rx)}" y="${n(y - ry)}" width="${n(width)}" height="${n(height)}" rx="${corner}"`;
  }
  const points = Array.from({ length: form.length / 2 }, (_, at) => {
    return `${n(x + form[at * 2]! * rx)},${n(y + form[at * 2 + 1]! * ry)}`;
  });
  return `<polygon points="${points.join(' ')}" stroke-linejoin="round"`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
