import type { Refused } from './ask';
import { usePage } from './page';

/** Says in words why there is no answer, and lets the reader ask again. */
export function Trouble({ refused, again }: { refused: Refused; again: () => void }) {
  const { say } = usePage();
  return (
    <div className="trouble" role="alert">
      <p>{say(refused.why)}</p>
      {refused.why === 'REFUSED' && refused.message && (
        <p lang="en">
          <code>{refused.message}</code>
        </p>
      )}
      <button type="button" className="button" onClick={again}>
        {say('again')}
      </button>
    </div>
  );
}
