/** Additions: what is asked for beside what the reader asks for, so that an answer can be drawn. */
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** What every entity is asked for, by these fragments: so it becomes a vertex. Its type need not be asked where it is known. */
const IDENTITY = { any: 'entity', known: 'known' } as const;
const FIELDS = { entity: ['id', '__typename', 'label'], known: ['id', 'label'] } as const;

/** The entities that are ties, and the fields that say whom they join and how. */
export const RELATIONS: Record<string, readonly string[]> = {
  Participation: ['organization', 'project', 'role'],
  Funding: ['project', 'programme'],
  Partnership: ['parties', 'kind'],
};

/** What objects that are no entities are asked for; those of the network join what is in them. */
const PARTS: Record<string, readonly string[]> = {
  Party: ['entity', 'role'],
  Partner: ['entity'],
  Suggestion: ['entity'],
  Tie: ['entity', 'relation', 'role', 'via'],
  Hop: ['from', 'to', 'relation', 'via'],
  Path: ['hops'],
  Neighbourhood: ['nodes', 'hops'],
  Bridge: ['from', 'to'],
  Rank: ['entity'],
  Community: ['members'],
};

/** Root fields that tell of an entity which is not in their answer. */
export const OF: ReadonlySet<string> = new Set(['suggestedPartners', 'ties']);

export function isEntity(type: GraphQLNamedType | undefined, schema: GraphQLSchema): boolean {
  const entity = schema.getType('Entity');
  if (!type || !entity || type === entity) return type !== undefined && type === entity;
  return isCompositeType(type) && 'getFields' in entity && schema.isSubType(entity as never, type as never);
}

/** How much is asked for: whom ties join as well, or only what each entity is. */
export type Reach = 'ties' | 'entities';

/** What is added to a query: under keys that begin with `mark`, of the types of `schema`. */
export class Additions {
  private readonly schema: GraphQLSchema;
  private readonly mark: string;
  private readonly reach: Reach;

  constructor(schema: GraphQLSchema, mark: string, reach: Reach) {
    this.schema = schema;
    this.mark = mark;
    this.reach = reach;
  }

  /** The selections to be added where a field of the type `parent` gives a type; none is the empty text. */
  of(type: GraphQLNamedType, parent: string | undefined): string {
    if (!isEntity(type, this.schema)) return this.parts(type, PARTS[type.name] ?? []);
    const known = this.reach === 'entities' && isObjectType(type) ? IDENTITY.known : IDENTITY.any;
    return `...${this.mark}${known} ${this.ties(type, parent)}`;
  }

  /** The fragments that ask for what every entity is asked for, as far as a text needs them. */
  fragments(text: string): string {
    const fields = (names: readonly string[]) => names.map((name) => `${alias(this.mark, name)}:${name}`).join(' ');
    const made = Object.values(IDENTITY).filter((name) => text.includes(`...${this.mark}${name}`));
    return made.map((name) => `fragment ${this.mark}${name} on Entity{${fields(FIELDS[name])}}`).join('\n');
  }

  private ties(type: GraphQLNamedType, parent: string | undefined): string {
    // Anything may stand here, a tie too; in the parts of the network none does, or the part says itself whom it joins.
    const isAnything = type.name === 'Entity' && !(parent && parent in PARTS) && this.reach === 'ties';
    if (!isAnything) return this.parts(type, RELATIONS[type.name] ?? []);
    const ties = Object.keys(RELATIONS).filter((name) => this.schema.getType(name));
    return ties.map((name) => `...on ${name}{${this.parts(this.schema.getType(name)!, RELATIONS[name]!)}}`).join(' ');
  }

  private parts(type: GraphQLNamedType, names: readonly string[]): string {
    if (!isObjectType(type)) return '';
    const fields = type.getFields();
    const made = names.filter((name) => fields[name]).map((name) => this.part(type, name, fields[name]!.type));
    return `${made.join(' ')} `;
  }

  private part(parent: GraphQLObjectType, name: string, type: GraphQLOutputType): string {
    const field = `${alias(this.mark, name, parent.name)}:${name}`;
    const below = getNamedType(type);
    if (!isCompositeType(below)) return field;
    return this.reach === 'entities' && parent.name in RELATIONS ? '' : `${field}{${this.of(below, parent.name)}}`;
  }
}

/** The key under which an added field is answered. */
export function alias(mark: string, field: string, type = ''): string {
  return `${mark}${type}${field.replaceAll('_', '')}`;
}
