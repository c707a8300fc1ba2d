/** Rewriting: a query that asks, beside all that the reader asks for, for what makes its answer a network. */
import {
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

import { Additions, alias, OF, type Reach } from './additions';

export interface Rewriting {
  /** The text to be sent. Its lines are those of the reader's. */
  query: string;
  document: DocumentNode;
  /** What the key of everything added begins with, and no key of the reader's. */
  mark: string;
}

/** Why a query has no rewriting: it is not valid, or it selects nothing that could be drawn. */
export type Undrawn = 'invalid' | 'nothing';

/** Rewrites a query; as far as `reach` says, for a server answers only so much at a time. */
export function rewriting(text: string, schema: GraphQLSchema, reach: Reach): Rewriting | Undrawn {
  const document = valid(text, schema);
  if (!document) return 'invalid';
  const mark = unused(text);
  const additions = new Additions(schema, mark, reach);
  const made = inserted(text, insertions(document, schema, additions, mark));
  const fragments = additions.fragments(made);
  if (!fragments) return 'nothing';
  const query = `${made}\n${fragments}`;
  return { query, document: parse(query), mark };
}

function valid(text: string, schema: GraphQLSchema): DocumentNode | undefined {
  try {
    const document = parse(text);
    return validate(schema, document).length ? undefined : document;
  } catch {
    return undefined;
  }
}

/** A beginning that no name in a text has. */
function unused(text: string): string {
  let mark = '_o_';
  while (text.includes(mark)) mark = `_o${mark}`;
  return mark;
}

interface Insertion {
  /** Before which character. */
  at: number;
  text: string;
}

function insertions(document: DocumentNode, schema: GraphQLSchema, additions: Additions, mark: string): Insertion[] {
  const found: Insertion[] = [];
  const info = new TypeInfo(schema);
  const enter = (node: FieldNode) => {
    const [type, parent] = [getNamedType(info.getType()), info.getParentType()];
    if (parent === schema.getQueryType() && OF.has(node.name.value)) {
      found.push({ at: node.loc!.start, text: `${whom(node, mark)} ` });
    }
    if (!type || !isCompositeType(type) || !node.selectionSet) return;
    const text = additions.of(type, parent?.name);
    if (text.trim()) found.push({ at: node.selectionSet.loc!.start + 1, text: `${text} ` });
  };
  visit(document, visitWithTypeInfo(info, { [Kind.FIELD]: { enter } }));
  return found;
}

/** The root field that reads the entity of which another tells. */
function whom(node: FieldNode, mark: string): string {
  const { loc } = node.arguments!.find(({ name }) => name.value === 'of')!.value;
  const id = loc!.source.body.slice(loc!.start, loc!.end);
  return `${alias(mark, node.alias?.value ?? node.name.value, 'of')}:node(id:${id}){...${mark}entity}`;
}

function inserted(text: string, insertions: Insertion[]): string {
  let [made, from] = ['', 0];
  for (const each of [...insertions].sort((one, other) => one.at - other.at)) {
    made += text.slice(from, each.at) + each.text;
    from = each.at;
  }
  return made + text.slice(from);
}

