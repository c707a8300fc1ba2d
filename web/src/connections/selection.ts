/** Selection: what a document selects of an object, by the keys under which it is answered. */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What stands under a key: the field, the type that it gives, and all that is selected of it. */
export interface Selected {
  name: string;
  type: GraphQLNamedType | undefined;
  below: readonly SelectionSetNode[];
}

export class Selections {
  private readonly fragments: Map<string, FragmentDefinitionNode>;
  private readonly known = new Map<string, Map<readonly SelectionSetNode[], Map<string, Selected>>>();
  private readonly schema: GraphQLSchema;
  private readonly document: DocumentNode;

  constructor(document: DocumentNode, schema: GraphQLSchema) {
    this.schema = schema;
    this.document = document;
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((each) => [each.name.value, each]));
  }

  /** What is selected of the query itself; of the operation that is named where there are several. */
  roots(operationName?: string | null): readonly SelectionSetNode[] {
    const operations = this.document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    const named = (each: OperationDefinitionNode) => each.name?.value === operationName;
    const operation = operations.length === 1 ? operations[0] : operations.find(named);
    return operation ? [operation.selectionSet] : [];
  }

  /** The fields that some selections select of an object of a type, by their keys. */
  fields(selections: readonly SelectionSetNode[], type: string): Map<string, Selected> {
    const ofType = this.known.get(type) ?? new Map();
    this.known.set(type, ofType);
    const known = ofType.get(selections);
    if (known) return known;
    const found = new Map<string, Selected & { below: SelectionSetNode[] }>();
    for (const each of selections) this.collect(each, type, found);
    ofType.set(selections, found);
    return found;
  }

  private collect(
    selections: SelectionSetNode,
    type: string,
    found: Map<string, Selected & { below: SelectionSetNode[] }>,
  ): void {
    for (const each of selections.selections) {
      if (each.kind === Kind.FIELD) {
        const [name, key] = [each.name.value, each.alias?.value ?? each.name.value];
        const kept = found.get(key) ?? { name, type: this.typeOf(type, name), below: [] };
        if (each.selectionSet) kept.below.push(each.selectionSet);
        found.set(key, kept);
        continue;
      }
      const fragment = each.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(each.name.value) : each;
      if (fragment && this.applies(fragment.typeCondition?.name.value, type)) {
        this.collect(fragment.selectionSet, type, found);
      }
    }
  }

  private applies(condition: string | undefined, type: string): boolean {
    if (!condition || condition === type) return true;
    const [wide, narrow] = [this.schema.getType(condition), this.schema.getType(type)];
    return isAbstractType(wide) && isCompositeType(narrow) && this.schema.isSubType(wide, narrow as never);
  }

  private typeOf(parent: string, field: string): GraphQLNamedType | undefined {
    const type = this.schema.getType(parent);
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    return found && getNamedType(found.type);
  }
}
