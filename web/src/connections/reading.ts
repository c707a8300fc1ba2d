/** Reading: an answer as a network. Entities are its vertices; what is nested, or a tie of its own, is an edge. */
import type { DocumentNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';

import { page, type Network } from '../network/graph';
import { alias, isEntity, OF, RELATIONS } from './additions';
import { Gathering } from './gathering';
import { Selections } from './selection';

export interface Answer {
  data: Record<string, unknown>;
  document: DocumentNode;
  operationName?: string | null;
  /** What the keys of that begin with which was added to be read here. */
  mark: string;
}

/** The network that an answer tells of. */
export function network(answer: Answer, schema: GraphQLSchema): Network {
  return new Reading(answer, schema).network();
}

/** From where something is reached: the entities that lead there, and by which field. */
interface Way {
  from: readonly string[];
  relation: string;
  /** The type that has the field. */
  type: string;
  /** Whether it joins those entities, so that a tie that is found there is theirs. */
  joins?: boolean;
}

type Fields = Record<string, unknown>;
type Below = readonly SelectionSetNode[];
type Reader = (value: Fields, below: Below, way: Way) => void;

const NOWHERE: Way = { from: [], relation: '', type: '' };
/** Lists of what a network is, read also where the reader did not ask for them. */
const WHOLE: ReadonlySet<string> = new Set(['nodes', 'hops', 'entity', 'members']);
/** A field that tells of the same as another. */
const SAME: Record<string, string> = { reasons: 'shared' };
/** Fields of entities that lead to the ties of which they are an end. */
const TIES: ReadonlySet<string> = new Set(['participations', 'fundings', 'partnerships']);

class Reading {
  private readonly answer: Answer;
  private readonly schema: GraphQLSchema;
  private readonly selections: Selections;
  private readonly gathered = new Gathering();

  /** What is read in a way of its own, by type; all else passes on the way by which it was reached. */
  private readonly special: Record<string, Reader> = {
    Partner: (...object) => this.paired('Partner', ...object),
    Suggestion: (...object) => this.paired('Suggestion', ...object),
    Tie: (...object) => this.tie(...object),
    Hop: (...object) => this.hop('Hop', ...object),
    Bridge: (...object) => this.hop('Bridge', ...object),
    Path: (value, below) => this.inside(value, below, 'Path', NOWHERE),
    Neighbourhood: (value, below) => this.inside(value, below, 'Neighbourhood', NOWHERE),
  };

  constructor(answer: Answer, schema: GraphQLSchema) {
    this.answer = answer;
    this.schema = schema;
    this.selections = new Selections(answer.document, schema);
  }

  network(): Network {
    const { data, operationName, mark } = this.answer;
    const query = this.schema.getQueryType()!.name;
    const fields = this.selections.fields(this.selections.roots(operationName), query);
    for (const [key, { name, type, below }] of fields) {
      const whom = OF.has(name) ? this.vertex(data[alias(mark, key, 'of')]) : undefined;
      this.value(data[key], type, below, { from: whom ? [whom] : [], relation: name, type: query });
    }
    return this.gathered.network();
  }

  private value(value: unknown, type: GraphQLNamedType | undefined, below: Below, way: Way): void {
    if (Array.isArray(value)) return value.forEach((each) => this.value(each, type, below, way));
    if (!type || typeof value !== 'object' || value === null) return;
    const object = value as Fields;
    if (isEntity(type, this.schema)) return this.entity(object, String(this.own(object, '__typename') ?? type.name), below, way);
    const read = this.special[type.name];
    if (read) return read(object, below, way);
    this.inside(object, below, type.name, way);
    if (type.name.endsWith('Group')) this.group(object, below, type.name);
  }

  /** Reads all that stands in an object; what `but` names stands there as an end of the object itself. */
  private inside(object: Fields, below: Below, type: string, way: Way, but: readonly string[] = []): void {
    for (const [key, { name, type: inner, below: selected }] of this.selections.fields(below, type)) {
      if (key.startsWith(this.answer.mark)) {
        if (WHOLE.has(name)) this.value(object[key], inner, selected, NOWHERE);
        continue;
      }
      const isNamed = type in this.special || isEntity(this.schema.getType(type), this.schema);
      const next = isNamed ? { ...way, relation: name, type } : way;
      this.value(object[key], inner, selected, but.includes(name) ? NOWHERE : next);
    }
  }

  private entity(object: Fields, type: string, below: Below, way: Way): void {
    const ends = this.ends(object, type, below, way);
    const joined = ends.length ? ends : way.joins && type in RELATIONS ? way.from : [];
    if (joined.length === 2) return this.relation(object, type, below, joined, way);
    const id = this.vertex(object, type);
    if (!id) return;
    for (const end of ends) this.gathered.edge({ source: id, target: end, relation: RELATIONS[type]![0]! });
    this.reached([id], way);
    this.inside(object, below, type, { ...way, from: [id], joins: false });
  }

  /** Reads an entity that is a tie: an edge between its ends, to which belongs whatever else hangs on it. */
  private relation(object: Fields, type: string, below: Below, ends: readonly string[], way: Way): void {
    const [source, target] = ends as [string, string];
    const said = RELATIONS[type]!.map((name) => this.own(object, name, type)).find((each) => typeof each === 'string');
    this.joined(source, target, said ?? type.toLowerCase(), this.own(object, 'id'));
    if (!way.from.some((each) => ends.includes(each))) this.reached(ends, way);
    this.inside(object, below, type, { ...way, from: ends }, RELATIONS[type]!);
  }

  /** Whom an entity joins that is a tie; nobody if it is none. */
  private ends(object: Fields, type: string, below: Below, way: Way): string[] {
    const names = RELATIONS[type];
    if (!names) return [];
    const asked = names.map((name) => this.own(object, name, type)).flat();
    const added = asked.map((each) => this.vertex(this.own(each, 'entity', 'Party')) ?? this.vertex(each));
    // Where whom it joins was not asked for, the reader may have done so, or have come from there.
    const selected = [...this.selections.fields(below, type)].filter(([, { name }]) => names.includes(name));
    const theirs = selected.flatMap(([key, { type: inner }]) => [object[key]].flat().map((each) => this.end(each, inner)));
    const all = [...added, ...theirs, ...(TIES.has(way.relation) ? way.from : [])];
    return [...new Set(all.filter((each) => each !== undefined))];
  }

  /** The id of an end that the reader selected: of an entity, or of the one that a party is. */
  private end(value: unknown, type: GraphQLNamedType | undefined): string | undefined {
    const party = this.own(value, 'entity', 'Party');
    return this.vertex(party) ?? this.vertex(value, this.own(value, '__typename') ?? type?.name);
  }

  /** Reads whom one has to do with, and through what: that belongs to both. */
  private paired(type: string, object: Fields, below: Below, way: Way): void {
    const whom = this.vertex(this.own(object, 'entity', type));
    const both = { ...way, from: [...way.from, ...(whom ? [whom] : [])] };
    const shared = (name: string) => ({ ...both, relation: SAME[name] ?? name, type, joins: true });
    for (const [key, { name, type: inner, below: selected }] of this.selections.fields(below, type)) {
      if (key.startsWith(this.answer.mark)) continue;
      this.value(object[key], inner, selected, name === 'entity' ? NOWHERE : shared(name));
    }
    if (whom) this.reached([whom], way);
  }

  private tie(object: Fields, below: Below, way: Way): void {
    const whom = this.vertex(this.own(object, 'entity', 'Tie'));
    const role = this.own(object, 'role', 'Tie') ?? this.own(object, 'relation', 'Tie');
    const via = this.own(this.own(object, 'via', 'Tie'), 'id');
    const [from] = way.from;
    if (whom && from) this.joined(from, whom, role, via);
    const both = { ...way, from: [...way.from, ...(whom ? [whom] : [])], joins: true };
    this.inside(object, below, 'Tie', both, ['entity']);
  }

  private hop(type: 'Hop' | 'Bridge', object: Fields, below: Below, way: Way): void {
    const ends = [this.vertex(this.own(object, 'from', type)), this.vertex(this.own(object, 'to', type))];
    const [from, to] = ends;
    const relation = this.own(object, 'relation', type) ?? 'bridges';
    if (from && to) this.joined(from, to, relation, this.own(this.own(object, 'via', type), 'id'));
    const both = { ...way, from: ends.filter((each) => each !== undefined), joins: true };
    this.inside(object, below, type, both, ['from', 'to']);
  }

  private joined(source: string, target: string, relation: unknown, via: unknown): void {
    this.gathered.edge({ source, target, relation: String(relation), ...(via ? { via: String(via) } : {}) });
  }

  /** Joins the keys that one group has, where they are entities. */
  private group(object: Fields, below: Below, type: string): void {
    const found: string[] = [];
    for (const [key, { name }] of this.selections.fields(below, type)) {
      if (name !== 'keys') continue;
      for (const each of [object[key]].flat()) {
        const id = this.anyVertex(each);
        if (id) found.push(id);
      }
    }
    const [first, ...others] = found;
    for (const other of others) this.gathered.edge({ source: first!, target: other, relation: 'groups' });
  }

  private anyVertex(object: unknown): string | undefined {
    if (typeof object !== 'object' || object === null) return undefined;
    return Object.values(object).map((each) => this.vertex(each)).find((each) => each !== undefined);
  }

  /** Makes what is an entity a vertex, and returns its id. */
  private vertex(value: unknown, type = this.own(value, '__typename')): string | undefined {
    const id = this.own(value, 'id');
    if (typeof id !== 'string') return undefined;
    this.gathered.vertex({ id, type: String(type), label: String(this.own(value, 'label')), href: page(id) });
    return id;
  }

  private reached(ids: readonly string[], { from, relation, type }: Way): void {
    for (const source of from) for (const target of ids) this.gathered.link({ source, target, relation }, type);
  }

  /** What was asked for beside the reader's own fields. */
  private own(value: unknown, field: string, type = ''): unknown {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Fields)[alias(this.answer.mark, field, type)];
  }
}

