/** What the panel says, in Polish and in English. */
import type { Why } from './session';

type Pair = readonly [pl: string, en: string];

const TEXTS = {
  title: ['Powiązania', 'Connections'],
  share: ['Kopiuj link', 'Copy link'],
  shared: ['Link skopiowany', 'Link copied'],
  notShared: ['Nie udało się skopiować; link jest w pasku adresu', 'Could not copy; the link is in the address bar'],
  widen: ['Na całą szerokość', 'Full width'],
  loading: ['Wczytuję rysunek…', 'Loading the drawing…'],
} as const satisfies Record<string, Pair>;

const REASONS: Record<Why, Pair> = {
  nothingAsked: [
    'Uruchom zapytanie, a jego odpowiedź stanie tu jako rysunek.',
    'Run a query, and its answer will be drawn here.',
  ],
  unread: ['Pytam o powiązania…', 'Asking for the connections…'],
  invalid: [
    'Nie ma czego rysować: zapytanie nie jest poprawne. Edytor podkreśla, co jest nie tak.',
    'There is nothing to draw: the query is not valid. The editor underlines what is wrong.',
  ],
  nothing: [
    'Nie ma czego rysować: zapytanie nie pyta o żadne obiekty grafu, tylko o wartości. Wybierz na przykład „nodes”.',
    'There is nothing to draw: the query asks for no entities of the graph, only for values. Select “nodes”, for example.',
  ],
  none: [
    'Nie ma czego rysować: zapytanie niczego nie znalazło.',
    'There is nothing to draw: the query found nothing.',
  ],
  refused: [
    'Tej odpowiedzi nie da się narysować: z nazwami obiektów przekracza to, na co serwer pozwala. Zapytaj o mniej, na przykład przez „first”.',
    'This answer cannot be drawn: with the names of its entities it exceeds what the server allows. Ask for less, for example by “first”.',
  ],
  errors: [
    'Nie ma czego rysować: serwer odpowiedział błędem, który stoi w odpowiedzi.',
    'There is nothing to draw: the server answered with an error, which stands in the answer.',
  ],
  failed: [
    'Nie udało się narysować odpowiedzi: serwer nie odpowiada. Uruchom zapytanie jeszcze raz.',
    'The answer could not be drawn: the server does not respond. Run the query again.',
  ],
};

export type Language = 'pl' | 'en';

export function say(name: keyof typeof TEXTS, language: Language): string {
  return TEXTS[name][language === 'pl' ? 0 : 1];
}

/** Why there is no drawing, and what to do. */
export function reason(why: Why, language: Language): string {
  return REASONS[why][language === 'pl' ? 0 : 1];
}
