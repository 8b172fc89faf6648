import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { typenameField } from './abstract-typename.ts';

/** Interfaces with a field that is of another type in one of their objects, if only by a `!`. */
export function interfacesWithVaryingFields(apiSchema: GraphQLSchema): ReadonlySet<string> {
  const interfaces = Object.values(apiSchema.getTypeMap()).filter((type) => isInterfaceType(type));
  const varying = interfaces.filter((type) =>
    apiSchema.getPossibleTypes(type).some((object) => {
      const fields = object.getFields();
      return Object.values(type.getFields()).some((field) => String(field.type) !== String(fields[field.name]?.type));
    }),
  );
  return new Set(varying.map(({ name }) => name));
}

/**
 * The same operation with what it asks of some types of an interface asked of the interface, where that has the field:
 * `{ items { ... on Lamp { id stars } } }` as `{ items { id stars } }`. More is fetched than is shown, but the native
 * planner, which confuses the types behind an interface object, need not tell them apart, and a subgraph does not see one
 * field in two shapes. Fields have the aliases that keep them apart. Undefined where nothing changes.
 */
export function withWiderFragments(
  apiSchema: GraphQLSchema,
  interfaces: ReadonlySet<string>,
  document: DocumentNode,
): DocumentNode | undefined {
  if (interfaces.size === 0) return undefined;
  const widening = new Widening(apiSchema, interfaces, document);
  const definitions = document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = apiSchema.getRootType(node.operation);
    return root ? [{ ...node, selectionSet: widening.widen(node.selectionSet, root) }] : [node];
  });
  return widening.hasWidened ? { ...document, definitions } : undefined;
}

class Widening {
  hasWidened = false;
  readonly #schema: GraphQLSchema;
  readonly #interfaces: ReadonlySet<string>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, interfaces: ReadonlySet<string>, { definitions }: DocumentNode) {
    this.#schema = schema;
    this.#interfaces = interfaces;
    const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** Named fragments become inline ones. */
  widen({ selections }: SelectionSetNode, type: GraphQLNamedType): SelectionSetNode {
    const widened = selections.flatMap((node): readonly SelectionNode[] => {
      if (node.kind === Kind.FIELD) return [this.#widenField(node, type)];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      if (!fragment) return [];
      const condition = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
      const inner = this.widen(fragment.selectionSet, condition ?? type);
      if (!condition || this.#isAlways(type, condition)) return inner.selections;
      return this.#interfaces.has(type.name)
        ? this.#widenFragment(inner.selections, condition, type)
        : [inlineFragment(inner.selections, condition)];
    });
    return { kind: Kind.SELECTION_SET, selections: widened };
  }

  /** Whether a fragment on `condition` takes nothing away from what stands in a `type`. */
  #isAlways(type: GraphQLNamedType, condition: GraphQLNamedType): boolean {
    if (type === condition) return true;
    const canImplement = isObjectType(type) || isInterfaceType(type);
    return canImplement && isInterfaceType(condition) && this.#schema.isSubType(condition, type);
  }

  #widenField(node: Extract<SelectionNode, { kind: Kind.FIELD }>, type: GraphQLNamedType): SelectionNode {
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const field = fields[node.name.value];
    const inner = field && getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(inner)) return node;
    return { ...node, selectionSet: this.widen(node.selectionSet, inner) };
  }

  #widenFragment(
    selections: readonly SelectionNode[],
    condition: GraphQLNamedType,
    type: GraphQLNamedType,
  ): readonly SelectionNode[] {
    const fields = isInterfaceType(type) ? type.getFields() : {};
    const isOfAll = (node: SelectionNode) =>
      node.kind === Kind.FIELD && (node.name.value === '__typename' || node.name.value in fields);
    const wide = selections.filter(isOfAll);
    const narrow = selections.filter((node) => !isOfAll(node));
    if (wide.length === 0) return [inlineFragment(narrow, condition)];
    this.hasWidened = true;
    // The type says which of them are shown.
    return [typenameField, ...wide, ...(narrow.length > 0 ? [inlineFragment(narrow, condition)] : [])];
  }
}

function inlineFragment(selections: readonly SelectionNode[], condition: GraphQLNamedType | undefined): SelectionNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  if (!condition) return { kind: Kind.INLINE_FRAGMENT, selectionSet };
  const name = { kind: Kind.NAME, value: condition.name } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name }, selectionSet };
}
