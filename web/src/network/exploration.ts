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
  const known = new Set(ids(network));
  const kept = new Set<Page>();
  // A page stands as long as something else leads to its vertex.
  for (let before = -1; before < kept.size; ) {
    before = kept.size;
    for (const page of pages) {
      if (page.of === id || kept.has(page) || !known.has(page.of)) continue;
      kept.add(page);
      for (const each of ids(page.network)) known.add(each);
    }
  }
  return { pages: pages.filter((page) => kept.has(page)), past: [...past, pages] };
}

export function undone({ pages, past }: Exploration): Exploration {
  return { pages: past.at(-1) ?? pages, past: past.slice(0, -1) };
}

function ids({ vertices }: Network): string[] {
  return vertices.map(({ id }) => id);
}
