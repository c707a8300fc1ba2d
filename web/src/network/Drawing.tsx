import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';

import { Canvas } from './canvas';
import type { Network } from './graph';
import { relationName } from './naming';
import { palette, watchScheme } from './palette';
import { texts, type Language } from './texts';

/** What the toolbar asks of the drawing. */
export interface DrawingHandle {
  fit: () => void;
  zoom: (factor: number) => void;
  png: () => Promise<Blob>;
  svg: (title: string) => Promise<string>;
  focus: () => void;
}

interface DrawingProps {
  network: Network;
  /** What it is a part of: with another one, all is placed anew. */
  base: Network;
  chosen: string | null;
  expanded: ReadonlySet<string>;
  language: Language;
  /** The ids of what describes the drawing in words. */
  describedBy: string;
  onChoose: (id: string | null) => void;
  onExpand: (id: string) => void;
  onKey: (event: KeyboardEvent) => void;
  handle: Ref<DrawingHandle>;
}

const ZOOM = 1.3;

/** The drawing, by mouse, finger and keyboard. */
export function Drawing(props: DrawingProps) {
  const { network, base, chosen, expanded, language, describedBy, onChoose, onExpand, onKey, handle } = props;
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const hands = useRef({ choose: onChoose, expand: onExpand });
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const say = texts(language);
  const isEmpty = network.vertices.length === 0;

  useEffect(() => {
    hands.current = { choose: onChoose, expand: onExpand };
  });
  // Not after the next frame: that of an answer takes its time.
  useLayoutEffect(() => {
    if (isEmpty) return;
    const element = place.current!;
    const made = new Canvas(element, palette(element), {
      choose: (id) => hands.current.choose(id),
      expand: (id) => hands.current.expand(id),
    });
    const unwatch = watchScheme(() => made.recolour(palette(element)));
    setCanvas(made);
    return () => {
      unwatch();
      made.destroy();
      setCanvas(null);
    };
  }, [isEmpty]);
  useEffect(() => {
    const types = new Map(network.vertices.map(({ id, type }) => [id, type]));
    canvas?.show(network, base, ({ label, source }) => relationName(label, language, types.get(source)));
    if (canvas && frame.current) frame.current.dataset.drawn = String(network.vertices.length);
  }, [canvas, network, base, language]);
  useEffect(() => canvas?.expanded(expanded), [canvas, network, expanded]);
  useEffect(() => canvas?.choose(chosen), [canvas, network, chosen]);
  useImperativeHandle(
    handle,
    () => ({
      fit: () => canvas?.fit(),
      zoom: (factor) => canvas?.zoom(factor),
      png: () => (canvas ? canvas.png() : Promise.reject(new Error(say('empty')))),
      svg: async (title) => {
        if (!canvas) throw new Error(say('empty'));
        const { svg } = await import('./picture');
        return svg(canvas.svg(), title);
      },
      focus: () => frame.current?.focus(),
    }),
    [canvas, say],
  );

  function press(event: KeyboardEvent) {
    if (!canvas) return;
    if (event.key === '+' || event.key === '=') canvas.zoom(ZOOM);
    else if (event.key === '-') canvas.zoom(1 / ZOOM);
    else if (event.key === '0') canvas.fit();
    else if (event.key === 'Home' || event.key.startsWith('Arrow')) {
      const next = canvas.next(chosen, event.key);
      if (next) onChoose(next);
    } else return onKey(event);
    event.preventDefault();
  }

  return (
    <div
      ref={frame}
      className="network-drawing"
      role="application"
      aria-label={say('drawing')}
      aria-describedby={describedBy}
      tabIndex={0}
      onKeyDown={press}
    >
      <div ref={place} className="network-canvas" aria-hidden="true" />
      {isEmpty && <p className="network-empty">{say('empty')}</p>}
    </div>
  );
}
