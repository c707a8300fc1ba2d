/** How wide a text is, in pixels, in the font that it will have. */
export type Measure = (text: string) => number;

/**
 * A label as lines no wider than `width`, at most `most` of them; what does not fit ends in an ellipsis.
 *
 * A Polish preposition of one letter begins a line rather than end it; a word too wide is cut at hyphens, or anywhere.
 */
export function wrapped(label: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  const words = kept(label).flatMap((word) => cut(word, width, measure));
  let line = '';
  for (const [at, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) {
      return [...lines, ellipsis([line, ...words.slice(at)].join(' '), width, measure)];
    }
    lines.push(line);
    line = word;
  }
  return line ? [...lines, line] : lines;
}

/** The words, with what must not end a line held to the next by a space that does not break. */
function kept(label: string): string[] {
  return label
    .trim()
    .replace(/(^|\s)([aiouwz])\s+(?=\S)/giu, '$1$2\u00A0')
    .split(/[^\S\u00A0]+/u)
    .filter(Boolean);
}

function cut(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const pieces = word.split(/(?<=[-/–\u00A0])/u);
  if (pieces.length > 1) return pieces.flatMap((piece) => cut(piece, width, measure));
  const end = longest(word, width, measure);
  return [word.slice(0, end), ...cut(word.slice(end), width, measure)];
}

function ellipsis(text: string, width: number, measure: Measure): string {
  const end = longest(text, width, (each) => measure(`${each}…`));
  const space = text.slice(0, end).search(/\s\S*$/u);
  // Whole words, unless that would waste half of the line.
  const cut = /\s/u.test(text.charAt(end)) || space < end / 2 ? end : space;
  return `${text.slice(0, cut).replace(/[\s,.;:–-]+$/u, '')}…`;
}

/** How much of a text fits; at least a letter. */
function longest(text: string, width: number, measure: Measure): number {
  let end = Math.max(1, text.length);
  while (end > 1 && measure(text.slice(0, end)) > width) end -= 1;
  // Not through the middle of a letter of two code units.
  return end > 1 && /[\uD800-\uDBFF]$/.test(text.slice(0, end)) ? end - 1 : end;
}
