/** Sharing: a link to a query and to what is shown of its answer; what is shown stands in the fragment, for the page alone. */
import type { Asked } from './session';
import type { View } from '../network/view';

/** The fragment begins with it. */
const MARK = '#connections';

/** The part of an address after the path that leads to a view of the answer to a query. */
export function link({ query, variables }: Asked, { expanded, hidden, chosen }: View): string {
  const asked = new URLSearchParams({ query });
  if (variables) asked.set('variables', JSON.stringify(variables));
  const shown = [
    ...expanded.map((id) => ['expanded', id]),
    ...hidden.map((type) => ['hidden', type]),
    ...(chosen ? [['chosen', chosen]] : []),
  ];
  // Ids are readable, and should stay so.
  const fragment = new URLSearchParams(shown).toString().replaceAll('%2F', '/');
  return `?${asked}${MARK}${fragment && `&${fragment}`}`;
}

/** Takes the link to an answer out of the address once something else is asked: it would lead to what is not shown. */
export function unlink(query: string): void {
  const { hash, search, pathname } = location;
  const isOfAnother = new URLSearchParams(search).get('query') !== query;
  if (hash.startsWith(MARK) && isOfAnother) history.replaceState(null, '', pathname);
}

/** The view that the fragment of an address tells; undefined if it tells none. */
export function view(fragment: string): View | undefined {
  const [mark, ...parts] = fragment.split('&');
  if (mark !== MARK) return undefined;
  const told = new URLSearchParams(parts.join('&'));
  return { expanded: told.getAll('expanded'), hidden: told.getAll('hidden'), chosen: told.get('chosen') };
}
