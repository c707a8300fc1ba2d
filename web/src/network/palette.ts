import { COLOURS, type Colour } from './appearance';

/** The colours of the drawing, as network.css has them for the light or the dark page. */
export type Palette = Record<Colour | 'paper' | 'ink' | 'soft' | 'line' | 'accent', string>;

const NAMES: readonly (keyof Palette)[] = [...COLOURS, 'paper', 'ink', 'soft', 'line', 'accent'];

/** What the custom properties are at an element, as colours that a canvas understands. */
export function palette(element: Element): Palette {
  const probe = element.appendChild(document.createElement('i'));
  const made = NAMES.map((name) => {
    probe.style.color = `var(--network-${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(made) as Palette;
}

/** Calls back whenever the page may have become light or dark. Returns what ends that. */
export function watchScheme(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  // GraphiQL says by a class of the body what its reader chose.
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ['class', 'data-theme'] });
  return () => {
    media.removeEventListener('change', changed);
    observer.disconnect();
  };
}
