import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

import type { Network } from './graph';
import { relationName } from './naming';
import { texts, type Language } from './texts';

interface EdgeTableProps {
  network: Network;
  chosen: string | null;
  language: Language;
  onChoose: (id: string) => void;
  onExpand: (id: string) => void;
  onKey: (event: KeyboardEvent) => void;
}

/** What joins what, as a table of which one cell is in the order of tabs, and the arrow keys go through the others. */
export function EdgeTable({ network, chosen, language, onChoose, onExpand, onKey }: EdgeTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<readonly [row: number, column: number]>([0, 0]);
  const say = texts(language);
  const vertices = new Map(network.vertices.map((vertex) => [vertex.id, vertex]));
  const [row, column] = [Math.min(current[0], Math.max(0, network.edges.length - 1)), current[1]];

  useEffect(() => {
    if (table.current?.contains(document.activeElement)) return;
    table.current?.querySelector('tr.chosen')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, network]);

  function press(event: KeyboardEvent<HTMLTableElement>) {
    const move = MOVES[event.key];
    const focused = at([row, column]);
    if (event.key === 'Enter' && focused) onExpand(focused);
    else if (!move) return onKey(event);
    event.preventDefault();
    if (!move) return;
    const rows = network.edges.length;
    const next = [Math.max(0, Math.min(rows - 1, row + move[0] * rows ** Math.abs(move[2]))), column] as [number, number];
    next[1] = Math.max(0, Math.min(1, column + move[1]));
    setCurrent(next);
    onChoose(at(next)!);
    table.current?.querySelectorAll<HTMLButtonElement>('tbody button')[next[0] * 2 + next[1]]?.focus();
  }

  /** Which vertex stands in a cell. */
  function at([row, column]: readonly [number, number]): string | undefined {
    const edge = network.edges[row];
    return column === 0 ? edge?.source : edge?.target;
  }

  function end(id: string, cell: readonly [number, number]) {
    return (
      <button
        type="button"
        tabIndex={cell[0] === row && cell[1] === column ? 0 : -1}
        aria-pressed={id === chosen}
        onFocus={() => setCurrent(cell)}
        onClick={() => onChoose(id)}
        onDoubleClick={() => onExpand(id)}
      >
        {vertices.get(id)?.label}
      </button>
    );
  }

  return (
    <table ref={table} className="network-table" onKeyDown={press}>
      <caption className="network-unseen">{say('connections')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('from')}</th>
          <th scope="col">{say('relation')}</th>
          <th scope="col">{say('to')}</th>
        </tr>
      </thead>
      <tbody>
        {network.edges.map(({ id, source, target, label }, line) => (
          <tr key={id} className={source === chosen || target === chosen ? 'chosen' : undefined}>
            <td>{end(source, [line, 0])}</td>
            <td>{relationName(label, language, vertices.get(source)?.type)}</td>
            <td>{end(target, [line, 1])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Rows, columns, and whether it goes to the very end. */
const MOVES: Record<string, readonly [number, number, number]> = {
  ArrowDown: [1, 0, 0],
  ArrowUp: [-1, 0, 0],
  ArrowLeft: [0, -1, 0],
  ArrowRight: [0, 1, 0],
  PageDown: [10, 0, 0],
  PageUp: [-10, 0, 0],
  Home: [-1, 0, 1],
  End: [1, 0, 1],
};
