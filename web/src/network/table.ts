/** The rows of an answer: what stands beside a list is repeated in each of its rows; sibling lists stand below each other. */
export type Row = Record<string, Cell>;
type Cell = string | number | boolean | null;

/** Steps of a path that say nothing: the way through a connection. */
const SILENT = new Set(['nodes', 'edges', 'node']);
/** What a spreadsheet would take for a formula: all that begins so and is no plain number. */
const FORMULA = /^([\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** An answer as rows; the columns are paths such as `projects.title`. */
export function rows(answer: unknown): Row[] {
  return isObject(answer) ? joined(answer, '') : [];
}

/** Rows as CSV (RFC 4180) that spreadsheets open: UTF-8 with its mark, formulas as text. */
export function csv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The rows of an object: what it holds itself, beside each row of its lists. */
function joined(value: object, path: string): Row[] {
  const { own, below } = parted(value, path);
  return below.length ? below.map((row) => ({ ...own, ...row })) : [own];
}

function parted(value: object, path: string): { own: Row; below: Row[] } {
  const own: Row = {};
  const below: Row[] = [];
  for (const [key, part] of Object.entries(value)) {
    const at = SILENT.has(key) ? path : path ? `${path}.${key}` : key;
    if (Array.isArray(part) && part.some(isObject)) {
      below.push(...part.filter(isObject).flatMap((each) => joined(each, at)));
    } else if (Array.isArray(part)) {
      if (part.length) own[at] = part.join('; ');
    } else if (isObject(part)) {
      const inner = parted(part, at);
      Object.assign(own, inner.own);
      below.push(...inner.below);
    } else {
      own[at] = part as Cell;
    }
  }
  return { own, below };
}

function cell(value: Cell): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
