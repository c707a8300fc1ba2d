import { FONT, LETTER, LINE } from './styling';
import { wrapped, type Measure } from './wrapping';

/** A label as it is written; in pixels of the screen. */
export interface Text {
  lines: string[];
  width: number;
  height: number;
}

const WIDTH = 128;
const LINES = 3;

/** How labels are broken, and how large they are; each is measured once. */
export class Lettering {
  private readonly pen = document.createElement('canvas').getContext('2d')!;
  private readonly texts = new Map<string, Text>();
  private readonly widths = new Map<string, number>();

  text(label: string): Text {
    let text = this.texts.get(label);
    if (!text) {
      const measure: Measure = (part) => this.width(part, LETTER);
      const lines = wrapped(label, WIDTH, LINES, measure);
      text = { lines, width: Math.max(0, ...lines.map(measure)), height: lines.length * LETTER * LINE };
      this.texts.set(label, text);
    }
    return text;
  }

  width(text: string, letter: number): number {
    const key = `${letter} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      const font = `${letter}px ${FONT}`;
      if (this.pen.font !== font) this.pen.font = font;
      this.widths.set(key, (width = this.pen.measureText(text).width));
    }
    return width;
  }
}
