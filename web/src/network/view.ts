import type { Ask } from './ask';
import { UNEXPLORED, type Exploration, type Page } from './exploration';
import { pageOfTies, STEP, TIES } from './ties';

/** What a reader has made of a network: so much as a link can tell. */
export interface View {
  /** What was expanded, in order; an entity as often as more of its neighbours were asked for. */
  expanded: readonly string[];
  /** The types that are not shown. */
  hidden: readonly string[];
  chosen: string | null;
}

/** The exploration that a view tells of, asked for again. What cannot be expanded any more is left out. */
export async function explored({ expanded }: View, ask: Ask): Promise<Exploration> {
  const pages: Page[] = [];
  for (const of of expanded) {
    const last = pages.findLast((page) => page.of === of);
    if (last && !last.next) continue;
    const page = await ask(TIES, { of, first: STEP, after: last?.next }).then(
      (answer) => pageOfTies(of, answer),
    ).catch(() => undefined);
    if (page) pages.push(page);
  }
  return { ...UNEXPLORED, pages };
}
