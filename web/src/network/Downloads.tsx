import { useRef, type RefObject } from 'react';

import { download, turtle } from './download';
import type { DrawingHandle } from './Drawing';
import type { Network } from './graph';
import { csv, rows } from './table';
import { texts, type Language } from './texts';

interface DownloadsProps {
  network: Network;
  drawing: RefObject<DrawingHandle | null>;
  language: Language;
  answer?: unknown;
  query?: string;
  variables?: object;
  onFailure: (why: string) => void;
}

const FORMATS = ['png', 'svg', 'csv', 'json', 'turtle'] as const;
type Format = (typeof FORMATS)[number];

/** What the reader may take away: the picture, and the answer in several forms. */
export function Downloads({ network, drawing, language, answer, query, variables, onFailure }: DownloadsProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const say = texts(language);
  const offered = FORMATS.filter((format) => format !== 'turtle' || query);

  const made: Record<Format, () => Promise<[name: string, content: Blob | string, type?: string]>> = {
    png: async () => ['ogniwo.png', await drawing.current!.png()],
    svg: async () => ['ogniwo.svg', await drawing.current!.svg(say('drawing')), 'image/svg+xml'],
    csv: async () => ['ogniwo.csv', csv(answer === undefined ? joined(network) : rows(answer)), 'text/csv;charset=utf-8'],
    json: async () => ['ogniwo.json', `${JSON.stringify(answer ?? network, null, 2)}\n`, 'application/json'],
    turtle: async () => ['ogniwo.ttl', await turtle(query!, variables), 'text/turtle;charset=utf-8'],
  };

  async function take(format: Format) {
    close();
    try {
      download(...(await made[format]()));
    } catch (error) {
      onFailure((error as Error).message);
    }
  }

  function close() {
    menu.current!.open = false;
    menu.current!.querySelector('summary')!.focus();
  }

  return (
    <details ref={menu} className="network-menu" onKeyDown={({ key }) => key === 'Escape' && close()}>
      <summary>{say('download')}</summary>
      <ul>
        {offered.map((format) => (
          <li key={format}>
            <button type="button" onClick={() => void take(format)}>
              {say(format)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The edges as rows, where no answer is at hand. */
function joined({ vertices, edges }: Network) {
  const labels = new Map(vertices.map(({ id, label }) => [id, label]));
  return edges.map(({ source, target, relation, label, via }) => ({
    source,
    sourceLabel: labels.get(source) ?? null,
    relation,
    role: label,
    target,
    targetLabel: labels.get(target) ?? null,
    via: via ?? null,
  }));
}
