/** What the start page says of its own, in Polish and in English. */
export type Language = 'pl' | 'en';

export const LANGUAGES: Record<Language, string> = { pl: 'Polski', en: 'English' };

const WORDS = {
  tagline: ['graf instytucji i ich partnerstw', 'a graph of institutions and their partnerships'],
  skip: ['Przejdź do treści', 'Skip to the content'],
  language: ['Język strony', 'Language of the page'],
  heading: ['Kto z kim współpracuje – i które słowa tego dowodzą', 'Who works with whom – and which words prove it'],
  lead: [
    'Ośrodki pomocy, gminy, fundacje i miasta partnerskie, ich wspólne projekty i programy, które za nie płacą. Każdy fakt ma przy sobie słowa źródła.',
    'Welfare centres, municipalities, foundations and twin towns, their projects together and the programmes that pay for them. Every fact carries the words of its source.',
  ],
  parts: ['Rodzaje pytań', 'Kinds of question'],
  search: ['Szukaj', 'Search'],
  searchLabel: ['Czego szukasz?', 'What are you looking for?'],
  searchHint: [
    'Nazwa, miejscowość, skrót lub początek słowa; polskie litery nie są potrzebne.',
    'A name, a town, an abbreviation or the beginning of a word; Polish letters are not needed.',
  ],
  ways: ['Od kogo do kogo', 'From whom to whom'],
  waysHint: [
    'Co łączy dwie instytucje, miejscowości lub dwa projekty? Wpisz nazwę i wybierz z listy.',
    'What joins two institutions, towns or projects? Type a name and choose from the list.',
  ],
  from: ['Od', 'From'],
  to: ['Do', 'To'],
  swap: ['Zamień miejscami', 'Swap'],
  find: ['Znajdź drogę', 'Find the way'],
  everything: ['Wszystko', 'Everything'],
  ORGANIZATION: ['Organizacje', 'Organisations'],
  PLACE: ['Miejsca', 'Places'],
  PROJECT: ['Projekty', 'Projects'],
  PROGRAMME: ['Programy', 'Programmes'],
  PARTNERSHIP: ['Partnerstwa', 'Partnerships'],
  DOCUMENT: ['Dokumenty', 'Documents'],
  kinds: ['Tylko rodzaj', 'Only of a kind'],
  found: ['Znaleziono: {n}', 'Found: {n}'],
  shown: ['{n} z {m}', '{n} of {m}'],
  time: ['czas', 'time'],
  more: ['Pokaż więcej', 'Show more'],
  nothing: ['Nic nie znaleziono dla „{text}”.', 'Nothing was found for “{text}”.'],
  nothingOfKind: ['Wśród wybranego rodzaju nic nie ma.', 'There is nothing of the chosen kind.'],
  advice: [
    'Spróbuj mniej słów lub samego ich początku, na przykład „lecz” zamiast „Łęczna”.',
    'Try fewer words, or only how they begin, such as “lecz” for “Łęczna”.',
  ],
  waiting: ['Szukam…', 'Looking…'],
  suggestions: ['Podpowiedzi', 'Suggestions'],
  counted: ['{n} podpowiedzi', '{n} suggestions'],
  noSuggestion: ['Brak takiej nazwy w grafie.', 'There is no such name in the graph.'],
  chooseBoth: ['Wybierz oba końce drogi.', 'Choose both ends of the way.'],
  unknown: ['W grafie nie ma „{text}”.', 'There is no “{text}” in the graph.'],
  same: ['To jedno i to samo: wybierz dwa różne końce.', 'These are one and the same: choose two different ends.'],
  noWay: ['Nie ma drogi między „{from}” a „{to}”.', 'There is no way between “{from}” and “{to}”.'],
  throughProgrammes: ['Szukaj także przez wspólne programy', 'Look through common programmes too'],
  otherWay: ['Inna droga', 'Another way'],
  inStep: ['w 1 kroku', 'in 1 step'],
  inSteps: ['w {n} krokach', 'in {n} steps'],
  onward: ['Szukaj drogi stąd', 'Find a way from here'],
  wayBetween: ['Droga między „{from}” a „{to}”', 'A way between “{from}” and “{to}”'],
  row: ['wiersz {row} tabeli „{table}”', 'row {row} of the table “{table}”'],
  drawing: ['Rysunek powiązań', 'Drawing of the connections'],
  draw: ['Pokaż na rysunku', 'Show as a drawing'],
  drawingFails: ['Rysunku nie udało się wczytać.', 'The drawing could not be loaded.'],
  asGraphQL: ['Pokaż jako GraphQL', 'Show this as GraphQL'],
  asGraphQLHint: [
    'To pytanie, które zadała ta strona. Każdy może zadać je sam i zmienić.',
    'This is what the page asked. Anybody may ask it, and change it.',
  ],
  open: ['Otwórz w GraphiQL', 'Open in GraphiQL'],
  copy: ['Kopiuj', 'Copy'],
  copied: ['Skopiowano', 'Copied'],
  begin: ['Na początek', 'To begin with'],
  whatOf: ['Co wiadomo: {name}?', 'What is known of {name}?'],
  whatJoins: ['Co łączy: {from} i {to}?', 'What joins {from} and {to}?'],
  newest: ['Najnowsze projekty', 'Newest projects'],
  inside: ['Co jest w grafie', 'What is in the graph'],
  entities: ['Wszystko razem', 'All together'],
  graphiql: ['GraphiQL: pytaj w języku GraphQL', 'GraphiQL: ask in GraphQL'],
  dataset: ['Zbiór danych', 'Dataset'],
  dumps: ['Cały graf do pobrania', 'The whole graph to take away'],
  ontology: ['Ontologia', 'Ontology'],
  again: ['Spróbuj ponownie', 'Try again'],
  UNREACHABLE: [
    'Serwer nie odpowiada. Sprawdź połączenie z siecią i spróbuj ponownie.',
    'The server does not answer. Check your connection and try again.',
  ],
  BUSY: ['Serwer jest zajęty. Spróbuj ponownie za chwilę.', 'The server is busy. Try again in a moment.'],
  SLOW: [
    'To pytanie trwało zbyt długo. Zapytaj o coś węższego, na przykład dłuższymi słowami.',
    'This question took too long. Ask for something narrower, such as longer words.',
  ],
  REFUSED: ['Na to pytanie serwer nie mógł odpowiedzieć:', 'The server could not answer this:'],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;
export type Say = (word: Word, given?: Record<string, string | number>) => string;

/** Returns what says a word in a language, what it leaves open filled in. */
export const saying =
  (language: Language): Say =>
  (word, given = {}) =>
    WORDS[word][language === 'pl' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''));
