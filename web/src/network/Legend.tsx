import { TYPES } from './appearance';
import type { Network } from './graph';
import { kindName } from './naming';
import { Swatch } from './Swatch';
import { texts, type Language } from './texts';

interface LegendProps {
  network: Network;
  hidden: ReadonlySet<string>;
  language: Language;
  onToggle: (type: string) => void;
}

/** What the shapes mean, and how many there are; each type can be left out. */
export function Legend({ network, hidden, language, onToggle }: LegendProps) {
  const counts = new Map<string, number>();
  for (const { type } of network.vertices) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts.keys()].sort((a, b) => rank(a) - rank(b));
  return (
    <fieldset className="network-legend">
      <legend className="network-unseen">{texts(language)('legend')}</legend>
      {types.map((type) => (
        <label key={type}>
          <input type="checkbox" checked={!hidden.has(type)} onChange={() => onToggle(type)} />
          <Swatch type={type} />
          {kindName(type, language)}
          <span className="network-count">{counts.get(type)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function rank(type: string): number {
  const at = TYPES.indexOf(type);
  return at < 0 ? TYPES.length : at;
}
