import { useEffect, useRef, type KeyboardEvent } from 'react';

import type { Progress } from './exploration';
import type { Vertex } from './graph';
import { kindName } from './naming';
import { Swatch } from './Swatch';
import { texts, type Language } from './texts';

interface VertexListProps {
  id: string;
  /** The best connected first. */
  vertices: readonly Vertex[];
  degrees: ReadonlyMap<string, number>;
  progress: (id: string) => Progress | null;
  chosen: string | null;
  language: Language;
  onChoose: (id: string) => void;
  onExpand: (id: string) => void;
  onKey: (event: KeyboardEvent) => void;
}

/** What is drawn, as a list: arrow keys or letters choose, Enter expands. */
export function VertexList(props: VertexListProps) {
  const { id, vertices, degrees, progress, chosen, language, onChoose, onExpand, onKey } = props;
  const list = useRef<HTMLUListElement>(null);
  const say = texts(language);
  const at = vertices.findIndex((vertex) => vertex.id === chosen);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, vertices]);

  function press(event: KeyboardEvent) {
    const next = vertices[target(event.key, at, vertices)];
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return onKey(event);
    event.preventDefault();
    onChoose(next.id);
  }

  return (
    <ul
      ref={list}
      className="network-list"
      role="listbox"
      tabIndex={0}
      aria-label={say('list')}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      onKeyDown={press}
    >
      {vertices.map((vertex, row) => (
        <li
          key={vertex.id}
          id={`${id}-${row}`}
          role="option"
          aria-selected={row === at}
          onClick={() => onChoose(vertex.id)}
          onDoubleClick={() => onExpand(vertex.id)}
        >
          <Swatch type={vertex.type} />
          <span className="network-label">{vertex.label}</span>
          <small>
            {kindName(vertex.type, language)} · {degrees.get(vertex.id) ?? 0}
            <Shown progress={progress(vertex.id)} language={language} />
          </small>
        </li>
      ))}
    </ul>
  );
}

/** How far a vertex is expanded. */
function Shown({ progress, language }: { progress: Progress | null; language: Language }) {
  if (!progress) return null;
  return <> · {texts(language)('progress', { n: progress.seen, total: progress.total })}</>;
}

/** The row that a key leads to; -1 if it leads nowhere. */
function target(key: string, at: number, vertices: readonly Vertex[]): number {
  const last = vertices.length - 1;
  const moves: Record<string, number> = {
    ArrowDown: Math.min(at + 1, last),
    ArrowUp: Math.max(at - 1, 0),
    PageDown: Math.min(at + 10, last),
    PageUp: Math.max(at - 10, 0),
    Home: 0,
    End: last,
  };
  if (key in moves) return moves[key]!;
  if (key.length > 1 || !/[\p{L}\p{N}]/u.test(key)) return -1;
  const begins = ({ label }: Vertex) => label.toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
  const next = vertices.findIndex((vertex, row) => row > at && begins(vertex));
  return next >= 0 ? next : vertices.findIndex(begins);
}
