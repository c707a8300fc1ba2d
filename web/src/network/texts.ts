/** What the drawing says of its own, in Polish and in English. `{n}` and its like are put in by `said`. */
const TEXTS = {
  announced: ['{label}, {kind}, powiązań: {n}', '{label}, {kind}, connections: {n}'],
  asking: ['Pytam o sąsiadów: {label}', 'Asking for the neighbours of {label}'],
  card: ['Karta', 'Card'],
  choose: [
    'Wybierz coś na rysunku albo na liście, a tu staną jego dane i słowa, które je potwierdzają.',
    'Choose something in the drawing or in the list: its facts will stand here, and the words that prove them.',
  ],
  collapse: ['Zwiń', 'Collapse'],
  collapsed: ['Zwinięto: {label}; zniknęło: {n}', '{label} is collapsed; {n} gone'],
  close: ['Zamknij kartę', 'Close the card'],
  connections: ['Powiązania', 'Connections'],
  counted: ['Narysowano: {vertices}, powiązań: {edges}', '{vertices} drawn, {edges} connections'],
  csv: ['CSV - odpowiedź jako tabela', 'CSV - the answer as a table'],
  cut: [
    'Narysowano {n} z {m}: najlepiej powiązane',
    '{n} of {m} drawn: the best connected',
  ],
  documents: ['Dokumenty', 'Documents'],
  download: ['Pobierz', 'Download'],
  drawing: ['Rysunek powiązań', 'Drawing of the connections'],
  drawingHelp: [
    'Strzałki przechodzą między wierzchołkami, Enter rozwija, Delete zwija.',
    'Arrow keys go from vertex to vertex, Enter expands, Delete collapses.',
  ],
  empty: ['Tu nie ma nic do narysowania.', 'There is nothing to draw here.'],
  expand: ['Rozwiń o sąsiadów', 'Expand by its neighbours'],
  expanded: ['{label}: doszło {n}, razem {seen} z {total}', '{label}: {n} more, {seen} of {total} in all'],
  failed: ['Nie udało się: {why}', 'That failed: {why}'],
  fit: ['Cały rysunek', 'Fit'],
  from: ['Skąd', 'From'],
  implied: ['wynika ze słów źródła', 'implied by the source'],
  json: ['JSON - odpowiedź', 'JSON - the answer'],
  legend: ['Legenda', 'Legend'],
  list: ['Lista', 'List'],
  loading: ['Wczytuję…', 'Loading…'],
  more: ['Jeszcze {n}', '{n} more'],
  no: ['nie', 'no'],
  nothingToCollapse: ['{label}: nie ma czego zwinąć', '{label}: nothing to collapse'],
  nothingToUndo: ['Nie ma czego cofnąć', 'Nothing to undo'],
  page: ['Strona', 'Page'],
  png: ['PNG - obraz', 'PNG - picture'],
  progress: ['{n} z {total}', '{n} of {total}'],
  relation: ['Powiązanie', 'Connection'],
  row: ['wiersz {row} tabeli „{table}”', 'row {row} of the table “{table}”'],
  shortcuts: ['Skróty klawiszowe', 'Keyboard shortcuts'],
  svg: ['SVG - grafika wektorowa', 'SVG - vector graphics'],
  table: ['Tabela', 'Table'],
  to: ['Dokąd', 'To'],
  turtle: ['Turtle - dane połączone', 'Turtle - linked data'],
  undo: ['Cofnij', 'Undo'],
  undone: ['Cofnięto', 'Undone'],
  unknown: ['Nic więcej nie wiadomo.', 'Nothing more is known.'],
  yes: ['tak', 'yes'],
  zoomIn: ['Powiększ', 'Zoom in'],
  zoomOut: ['Pomniejsz', 'Zoom out'],
} as const;

/** Keys, and what each does. */
export const SHORTCUTS: readonly (readonly [keys: string, pl: string, en: string])[] = [
  ['← ↑ → ↓', 'następny wierzchołek w tę stronę', 'the next vertex that way'],
  ['Home', 'najlepiej powiązany', 'the best connected one'],
  ['Enter', 'rozwija o sąsiadów, potem o następnych', 'expands by its neighbours, then by more'],
  ['Delete', 'zwija', 'collapses'],
  ['Ctrl+Z', 'cofa', 'undoes'],
  ['+ −', 'powiększa, pomniejsza', 'zooms in, out'],
  ['0', 'pokazuje cały rysunek', 'shows all of the drawing'],
  ['Esc', 'odwołuje wybór', 'chooses nothing'],
];

export type Language = 'pl' | 'en';
export type Say = (name: keyof typeof TEXTS, values?: Record<string, string | number>) => string;

/** What says the texts in a language. */
export function texts(language: Language): Say {
  const at = language === 'pl' ? 0 : 1;
  return (name, values = {}) => TEXTS[name][at].replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ''));
}
