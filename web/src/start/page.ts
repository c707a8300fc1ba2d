import { kindName } from '../network/naming';
import { createContext, useContext } from 'react';

import { capital } from './shown';
import type { Named } from './questions';
import { saying, type Language, type Say } from './words';

/** What every part of the page needs to know: its language, its words, and the language that its links keep. */
export interface Spoken {
  language: Language;
  say: Say;
  lang: Language | undefined;
}

export const Page = createContext<Spoken>({ language: 'en', say: saying('en'), lang: undefined });

export const usePage = (): Spoken => useContext(Page);

/** The address of an entity's page. */
export const pageOf = (id: string, lang: Language | undefined): string => `page/${id}${lang ? `?lang=${lang}` : ''}`;

/** What an entity is called in a language; one that has no name of its own is called by its kind. */
export function called(entity: Named, language: Language): string {
  const label = entity.name ?? entity.title ?? entity.label;
  if (language === 'pl' || entity.__typename !== 'Partnership') return label;
  return capital(kindName('Partnership', language));
}
