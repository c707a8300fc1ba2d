import { useSyncExternalStore, type MouseEvent } from 'react';

import type { Language } from './words';

/** What the address asks: nothing, words, or a way; all that a link to the page carries. */
export interface Asked {
  q?: string;
  kind?: string;
  from?: string;
  to?: string;
  /** PROGRAMMES if a way may go through programmes, which join almost everybody. */
  via?: string;
  /** The language, if the address chooses it. */
  lang?: Language;
}

const NAMES = ['q', 'kind', 'from', 'to', 'via', 'lang'] as const;
export const LONGEST = 300; // characters of a name or an id; what stands after them is not read
export const PROGRAMMES = 'programmes';
const MOVED = 'ogniwo:moved';

/** The language that the server chose by Accept-Language. */
const SPOKEN: Language = document.documentElement.lang === 'pl' ? 'pl' : 'en';

export function asked(search: string): Asked {
  const given = new URLSearchParams(search);
  const made: Asked = {};
  for (const name of NAMES) {
    const value = given.get(name);
    if (value === null) continue;
    if (name !== 'lang') made[name] = value.slice(0, LONGEST);
    else if (value === 'pl' || value === 'en') made.lang = value;
  }
  return made;
}

/** The address of a question, relative to the page. */
export function address(question: Asked): string {
  const given = new URLSearchParams();
  for (const name of NAMES) if (question[name] !== undefined) given.set(name, question[name]);
  const text = given.toString().replaceAll('%2F', '/');
  return text ? `?${text}` : './';
}

export const spoken = ({ lang }: Asked): Language => lang ?? SPOKEN;

/** Goes to a question; one that only changes how the last is shown takes its place in the history. */
export function go(question: Asked, { replaces = false } = {}) {
  const to = address(question);
  if (replaces) history.replaceState(history.state, '', to);
  else if (new URL(to, location.href).href !== location.href) history.pushState(null, '', to);
  dispatchEvent(new Event(MOVED));
}

/** What makes a link go there without a reload; a click that asks for a new tab is left to the browser. */
export const link = (question: Asked) => ({
  href: address(question),
  onClick: (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    go(question);
    scrollTo(0, 0);
  },
});

export function useAsked(): Asked {
  return asked(useSyncExternalStore(subscribe, () => location.search));
}

function subscribe(moved: () => void) {
  addEventListener('popstate', moved);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener('popstate', moved);
    removeEventListener(MOVED, moved);
  };
}
