import { useState } from 'react';

import { usePage } from './page';
import { opened } from './questions';

/** The question as GraphQL, so that one learns by looking. */
export function AsGraphQL({ query }: { query: string }) {
  const { say } = usePage();
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard?.writeText(query);
    setCopied(true);
  }

  return (
    <details className="graphql">
      <summary>{say('asGraphQL')}</summary>
      <p>{say('asGraphQLHint')}</p>
      <pre tabIndex={0} aria-label="GraphQL">
        <code>{query}</code>
      </pre>
      <p className="after">
        <a className="button" href={opened(query)}>
          {say('open')}
        </a>{' '}
        {navigator.clipboard && (
          <button type="button" className="button" onClick={copy} aria-live="polite">
            {say(isCopied ? 'copied' : 'copy')}
          </button>
        )}
      </p>
    </details>
  );
}
