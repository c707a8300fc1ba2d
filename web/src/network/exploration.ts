import type { Network } from './graph';

/** How a network was explored: the pages of neighbours that stand beside it, and what stood there before each step. */
export interface Exploration {
  pages: Page[];
  past: Page[][];
}

/** Some neighbours of a vertex: `ties` of `total`, the next after the cursor `next`, if there are more. */
export interface Page {
  of: string;
  network: Network;
  ties: number;
  total: number;
  next: string | null;
}

export const UNEXPLORED: Exploration = { pages: [], past: [] };

/** How far a vertex is expanded; null if it is not. */
export interface Progress {
  seen: number;
  total: number;
  next: string | null;
}

export function progress({ pages }: Exploration, id: string): Progress | null {
  const own = pages.filter(({ of }) => of === id);
  const last = own.at(-1);
  return last ? { seen: own.reduce((sum, { ties }) => sum + ties, 0), total: last.total, next: last.next } : null;
}

export function expanded({ pages, past }: Exploration, page: Page): Exploration {
  return { pages: [...pages, page], past: [...past, pages] };
}

/** Without what a vertex was expanded by, nor what was expanded from there. */
export function collapsed({ pages, past }: Exploration, network: Network, id: string): Exploration {
  let left = pages.filter(({ of }) => of !== id);
  for (;;) {
    const known = new Set([network, ...left.map((page) => page.network)].flatMap(ids));
    const kept = left.filter(({ of }) => known.has(of));
    if (kept.length === left.length) break;
    left = kept;
  }
  return { pages: left, past: [...past, pages] };
}

export function undone({ pages, past }: Exploration): Exploration {
  return { pages: past.at(-1) ?? pages, past: past.slice(0, -1) };
}

function ids({ vertices }: Network): string[] {
  return vertices.map(({ id }) => id);
}
