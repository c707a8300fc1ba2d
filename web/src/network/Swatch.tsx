import { appearance, grown, outline } from './appearance';

/** The shape and colour of a type, as in the drawing. */
export function Swatch({ type }: { type: string }) {
  const { shape, colour } = appearance(type);
  const drawn = `${outline(shape, 10, 10, grown(type, 15))} fill="var(--network-${colour})"/>`;
  return (
    <svg className="network-swatch" viewBox="0 0 20 20" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawn }} />
  );
}
