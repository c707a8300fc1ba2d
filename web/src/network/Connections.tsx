import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import './network.css';

import type { Ask } from './ask';
import { bestConnected, filtered, LIMIT } from './choice';
import { DetailsCard } from './DetailsCard';
import { Downloads } from './Downloads';
import { Drawing, type DrawingHandle } from './Drawing';
import { EdgeTable } from './EdgeTable';
import { progress } from './exploration';
import { degrees, type Network } from './graph';
import { Legend } from './Legend';
import { kindName } from './naming';
import { Tabs } from './Tabs';
import { texts, type Language } from './texts';
import { Toolbar } from './Toolbar';
import { useExploration } from './useExploration';
import { VertexList } from './VertexList';
import type { View } from './view';

export interface ConnectionsProps {
  /** Another object is another network: what was expanded and chosen is forgotten. */
  network: Network;
  ask: Ask;
  language: Language;
  /** The `data` that the network was made of, for CSV and JSON. */
  answer?: unknown;
  /** The query that it answers, for Turtle. */
  query?: string;
  variables?: object;
  onFocus?: (id: string) => void;
  /** What is shown of the network at first. */
  view?: View;
  /** Is told what is shown, whenever that changes. */
  onView?: (view: View) => void;
}

/** The network: toolbar, legend, drawing, list, table and the card of the chosen vertex. */
export function Connections(props: ConnectionsProps) {
  const { network, ask, language, answer, query, variables, onFocus, view, onView } = props;
  const id = useId();
  const say = useMemo(() => texts(language), [language]);
  const drawing = useRef<DrawingHandle>(null);
  const [told, tell] = useState('');
  const [chosen, setChosen] = useState<string | null>(view?.chosen ?? null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set(view?.hidden));
  const [of, setOf] = useState(network);
  if (of !== network) {
    setOf(network);
    setChosen(null);
  }
  const stable = useStable(ask);
  const { whole, explored, expand, collapse, undo } = useExploration(network, stable, say, tell, view);

  const visible = useMemo(() => filtered(whole, hidden), [whole, hidden]);
  const drawn = useMemo(() => {
    const kept = new Set(explored.pages.at(-1)?.network.vertices.map((vertex) => vertex.id));
    if (chosen) kept.add(chosen);
    return bestConnected(visible, LIMIT, kept);
    // Not again when another is chosen: the picture would change under the reader's hand.
  }, [visible, explored]);
  const counts = useMemo(() => degrees(whole), [whole]);
  const listed = useMemo(
    () => [...drawn.vertices].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0)),
    [drawn, counts],
  );
  const opened = useMemo(() => new Set(explored.pages.map((page) => page.of)), [explored]);
  const vertex = whole.vertices.find((each) => each.id === chosen);
  useEffect(() => {
    onView?.({ expanded: explored.pages.map((page) => page.of), hidden: [...hidden], chosen });
  }, [explored, hidden, chosen, onView]);

  function choose(next: string | null): void {
    setChosen(next);
    const found = drawn.vertices.find((each) => each.id === next);
    if (!found) return;
    tell(say('announced', { label: found.label, kind: kindName(found.type, language), n: counts.get(found.id) ?? 0 }));
    onFocus?.(found.id);
  }

  function open(next: string): void {
    if (next !== chosen) choose(next);
    void expand(next);
  }

  function toggle(type: string): void {
    const next = new Set(hidden);
    if (!next.delete(type)) next.add(type);
    setHidden(next);
    const left = bestConnected(filtered(whole, next));
    tell(say('counted', { vertices: left.vertices.length, edges: left.edges.length }));
  }

  function press(event: KeyboardEvent): void {
    const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    const done = undoes ? undo : chosen && keys(chosen)[event.key];
    if (!done) return;
    event.preventDefault();
    done();
  }

  function keys(of: string): Record<string, () => void> {
    const shrink = () => collapse(of);
    return { Enter: () => open(of), Delete: shrink, Backspace: shrink, Escape: () => choose(null) };
  }

  const shared = { chosen, language, onChoose: choose, onExpand: open, onKey: press };
  const cut = drawn.vertices.length < visible.vertices.length;
  return (
    <section className="network" aria-label={say('connections')} lang={language}>
      <div className="network-frame">
        <Toolbar
          language={language}
          drawing={drawing}
          canUndo={explored.past.length > 0}
          onUndo={undo}
          downloads={
            <Downloads
              {...{ network: whole, drawing, language, answer, query, variables }}
              onFailure={(why) => tell(say('failed', { why }))}
            />
          }
        />
        <Legend network={whole} hidden={hidden} language={language} onToggle={toggle} />
        <div className="network-main">
          <Drawing
            {...shared}
            network={drawn}
            base={network}
            expanded={opened}
            describedBy={`${id}-count ${id}-help`}
            handle={drawing}
          />
          <p className="network-counted" id={`${id}-count`}>
            {cut
              ? say('cut', { n: drawn.vertices.length, m: visible.vertices.length })
              : say('counted', { vertices: drawn.vertices.length, edges: drawn.edges.length })}
          </p>
          <p className="network-unseen" id={`${id}-help`}>
            {say('drawingHelp')}
          </p>
        </div>
        <aside className="network-aside" aria-label={say('card')}>
          {vertex ? (
            <DetailsCard
              vertex={vertex}
              progress={progress(explored, vertex.id)}
              ask={stable}
              language={language}
              onExpand={() => open(vertex.id)}
              onCollapse={() => collapse(vertex.id)}
              onClose={() => choose(null)}
            />
          ) : (
            <div className="network-note">
              <p>{say('choose')}</p>
              <p>{say('drawingHelp')}</p>
            </div>
          )}
          <Tabs
            titles={[say('list'), say('table')]}
            contents={[
              () => (
                <VertexList {...shared} id={`${id}-row`} vertices={listed} degrees={counts} progress={(each) => progress(explored, each)} />
              ),
              () => <EdgeTable {...shared} network={drawn} />,
            ]}
          />
        </aside>
        <p className="network-unseen" role="status">
          {told}
        </p>
      </div>
    </section>
  );
}

/** The same function for as long as the component lives, which calls the newest. */
function useStable(ask: Ask): Ask {
  const newest = useRef(ask);
  useEffect(() => {
    newest.current = ask;
  });
  return useCallback((...question) => newest.current(...question), []);
}
