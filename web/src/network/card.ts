import { codeName, isCodeList, properties, propertyName, type Holding } from './naming';
import type { Language, Say } from './texts';

/** What a card says of an entity. */
export interface Card {
  label: string;
  facts: Fact[];
  documents: Target[];
}

export interface Fact {
  name: string;
  values: Value[];
  proofs: Proof[];
}

export interface Value {
  text: string;
  /** The id of an entity, or the address of a page. */
  id?: string;
  address?: string;
}

export interface Proof {
  /** What the document says, where it is not what the entity shows. */
  value: string | null;
  words: { prefix: string; exact: string; suffix: string } | null;
  row: string | null;
  implied: boolean;
  document: Target;
}

export interface Target {
  id: string;
  label: string;
}

interface Evidence {
  properties: string[];
  value: string | null;
  implied: boolean;
  quote: Proof['words'];
  record: { table: string; row: string } | null;
  document: Target;
}

// As the server gives them: whatever was asked for.
type Fields = Record<string, any>;

const SELECTIONS: Record<string, string> = {
  money: ' { amount currency }',
  identifiers: ' { scheme value }',
  parties: ' { role entity { id label } }',
  link: ' { id label }',
  links: '(first: 20) { nodes { id label } }',
};

/** The query of a card: what a type has, and what proves it. */
export function cardQuery(type: string): string {
  const own = properties(type).map(({ name, holds }) => `f_${name}: ${name}${SELECTIONS[holds] ?? ''}`);
  return `query Card($id: ID!) {
  node(id: $id) {
    id
    label
    evidence {
      properties
      value
      implied
      quote { prefix exact suffix }
      record { table row }
      document { id label }
    }
    ${own.length ? `... on ${type} { ${own.join(' ')} }` : ''}
  }
}`;
}

/** The answer to a card's query as the card; null if there is no such entity. */
export function card(type: string, node: Fields | null, language: Language, say: Say): Card | null {
  if (!node) return null;
  const evidence: Evidence[] = node.evidence;
  const facts = properties(type).map(({ name, holds }): Fact => ({
    name: propertyName(type, name, language),
    values: values(node[`f_${name}`], holds, language, say),
    proofs: evidence.filter((each) => each.properties.includes(name)).map((each) => proof(each, say)),
  }));
  const documents = new Map(evidence.map(({ document }) => [document.id, document]));
  return {
    label: node.label,
    facts: facts.filter((fact) => fact.values.length),
    documents: [...documents.values()],
  };
}

function proof({ value, quote, record, implied, document }: Evidence, say: Say): Proof {
  return { value, words: quote, row: record && say('row', { ...record }), implied, document };
}

function values(value: unknown, holds: Holding, language: Language, say: Say): Value[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((each) => values(each, holds, language, say));
  return FORMS[holds]?.(value, language, say) ?? [{ text: plain(value, holds, language) }];
}

const FORMS: Record<string, (value: Fields, language: Language, say: Say) => Value[]> = {
  url: (address) => [link(String(address))],
  flag: (flag, _, say) => [{ text: say(flag ? 'yes' : 'no') }],
  money: ({ amount, currency }, language) => [{ text: `${amountOf(amount, language)} ${currency}` }],
  identifiers: ({ scheme, value }, language) => [{ text: `${codeName('IdentifierScheme', scheme, language)} ${value}` }],
  parties: ({ role, entity }, language) => [
    { text: role ? `${entity.label} (${codeName('Role', role, language)})` : entity.label, id: entity.id },
  ],
  link: ({ id, label }) => [{ text: label, id }],
  links: ({ nodes }) => nodes.map(({ id, label }: Target) => ({ text: label, id })),
};

function plain(value: unknown, holds: Holding, language: Language): string {
  return isCodeList(holds) ? codeName(holds, String(value), language) : String(value);
}

/** An amount, exact however large it is, with the spaces and the comma of its language. */
function amountOf(amount: string, language: Language): string {
  const [, sign = '', whole = '', cents] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (!whole) return amount;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'pl' ? '\u00A0' : ',');
  return `${sign}${grouped}${cents ? `${language === 'pl' ? ',' : '.'}${cents}` : ''}`;
}

/** An address that a browser may safely follow. */
function link(address: string): Value {
  return /^https?:\/\//i.test(address) ? { text: address, address } : { text: address };
}
