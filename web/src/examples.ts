/** The example queries: one file a question, which its first two lines ask in Polish and in English. */
const FILES = import.meta.glob<string>('../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const polish = navigator.language.startsWith('pl');

export interface Example {
  /** The question, in the reader's language. */
  question: string;
  query: string;
}

export const examples: Example[] = Object.keys(FILES)
  .sort()
  .map((path) => example(FILES[path]!));

function example(query: string): Example {
  const [inPolish = '', inEnglish = ''] = query.split('\n').map((line) => line.replace(/^#\s*/, ''));
  return { question: polish ? inPolish : inEnglish, query };
}
