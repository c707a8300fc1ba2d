import type { ReactNode, RefObject } from 'react';

import type { DrawingHandle } from './Drawing';
import { SHORTCUTS, texts, type Language } from './texts';

interface ToolbarProps {
  language: Language;
  drawing: RefObject<DrawingHandle | null>;
  canUndo: boolean;
  onUndo: () => void;
  downloads: ReactNode;
}

const ZOOM = 1.4;

/** Zoom, fit, undo; what to take away; which keys there are. */
export function Toolbar({ language, drawing, canUndo, onUndo, downloads }: ToolbarProps) {
  const say = texts(language);
  const at = language === 'pl' ? 1 : 2;
  return (
    <div className="network-toolbar">
      <Tool name={say('zoomIn')} path="M10 4v12M4 10h12" act={() => drawing.current?.zoom(ZOOM)} />
      <Tool name={say('zoomOut')} path="M4 10h12" act={() => drawing.current?.zoom(1 / ZOOM)} />
      <Tool name={say('fit')} path="M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4" act={() => drawing.current?.fit()} />
      <Tool name={say('undo')} path="M7.5 4 3.5 8l4 4M3.5 8h8.2a4.3 4.3 0 0 1 0 8.5H8" act={onUndo} isOff={!canUndo} />
      <span className="network-gap" />
      {downloads}
      <details className="network-menu">
        <summary aria-label={say('shortcuts')} title={say('shortcuts')}>
          ?
        </summary>
        <dl>
          {SHORTCUTS.map((shortcut) => (
            <div key={shortcut[0]}>
              <dt>
                <kbd>{shortcut[0]}</kbd>
              </dt>
              <dd>{shortcut[at]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

interface ToolProps {
  name: string;
  path: string;
  act: () => void;
  isOff?: boolean;
}

function Tool({ name, path, act, isOff = false }: ToolProps) {
  return (
    // Not `disabled`: whoever undoes the last step by keyboard would lose his place.
    <button type="button" aria-label={name} title={name} aria-disabled={isOff} onClick={act}>
      <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
