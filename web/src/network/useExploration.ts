import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { Ask } from './ask';
import { collapsed, expanded, progress, undone, UNEXPLORED, type Exploration } from './exploration';
import { united, type Network } from './graph';
import type { Say } from './texts';
import { pageOfTies, STEP, TIES, type TiesAnswer } from './ties';
import { explored as exploredAs, type View } from './view';

/** A network and what it was expanded by, as a view has it at first; what is said goes to the reader who does not see it. */
export function useExploration(network: Network, ask: Ask, say: Say, tell: (text: string) => void, view?: View) {
  const [explored, setExplored] = useState<Exploration>(UNEXPLORED);
  const [of, setOf] = useState(network);
  const asked = useRef(new Set<string>());
  const whole = useMemo(() => united(network, ...explored.pages.map((page) => page.network)), [network, explored]);
  if (of !== network) {
    setOf(network);
    setExplored(UNEXPLORED);
  }
  // An answer to a question about the network before this one is of no use.
  useEffect(() => () => asked.current.clear(), [network]);
  useEffect(() => {
    if (!view?.expanded.length) return;
    let left = false;
    void exploredAs(view, ask).then((found) => left || setExplored(found));
    return () => {
      left = true;
    };
  }, [network, view, ask]);

  const label = useCallback(
    (id: string) => whole.vertices.find((vertex) => vertex.id === id)?.label ?? id,
    [whole],
  );

  async function expand(id: string): Promise<void> {
    const known = progress(explored, id);
    if (known && !known.next) {
      return tell(say('expanded', { label: label(id), n: 0, seen: known.seen, total: known.total }));
    }
    if (asked.current.has(id)) return;
    asked.current.add(id);
    tell(say('asking', { label: label(id) }));
    try {
      const answer: TiesAnswer = await ask(TIES, { of: id, first: STEP, after: known?.next });
      if (!asked.current.has(id)) return;
      const page = pageOfTies(id, answer);
      setExplored((now) => expanded(now, page));
      tell(say('expanded', { label: label(id), n: page.ties, seen: (known?.seen ?? 0) + page.ties, total: page.total }));
    } catch (error) {
      tell(say('failed', { why: (error as Error).message }));
    } finally {
      asked.current.delete(id);
    }
  }

  function collapse(id: string): void {
    if (!progress(explored, id)) return tell(say('nothingToCollapse', { label: label(id) }));
    const next = collapsed(explored, network, id);
    const left = united(network, ...next.pages.map((page) => page.network));
    setExplored(next);
    tell(say('collapsed', { label: label(id), n: whole.vertices.length - left.vertices.length }));
  }

  function undo(): void {
    if (explored.past.length === 0) return tell(say('nothingToUndo'));
    setExplored(undone(explored));
    tell(say('undone'));
  }

  return { whole, explored, expand, collapse, undo };
}
