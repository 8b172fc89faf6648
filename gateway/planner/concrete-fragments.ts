import {
  doTypesOverlap,
  isAbstractType,
  isCompositeType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { typenameField } from './abstract-typename.ts';

/**
 * The same operation with fragments on unions and other interfaces inside of `interfaces` written as fragments on the
 * types that they stand for: `{ items { ... on Sold { price } } }` as `{ items { ... on Lamp { price } ... on Cup { price } } }`.
 * No planner finds the way from an interface object to such a fragment.
 */
export function withConcreteFragments(
  apiSchema: GraphQLSchema,
  interfaces: ReadonlySet<string>,
  document: DocumentNode,
): DocumentNode {
  if (interfaces.size === 0) return document;
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const types = new TypeInfo(apiSchema);
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: (node) => {
      const parent = types.getParentType();
      if (!isAbstractType(parent) || !interfaces.has(parent.name)) return undefined;
      const selections = node.selections.map((each) => concrete(apiSchema, parent, { node: each, fragments }));
      return selections.some((written) => written !== undefined)
        ? {
            ...node,
            selections: selections.flatMap((written, place) => written ?? node.selections.slice(place, place + 1)),
          }
        : undefined;
    },
  });
  return visit(document, visitor);
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Written {
  readonly node: SelectionNode;
  readonly fragments: Fragments;
}

/** Undefined for what can stay as it is. */
function concrete(
  schema: GraphQLSchema,
  parent: GraphQLAbstractType,
  { node, fragments }: Written,
): SelectionNode[] | undefined {
  if (node.kind === Kind.FIELD) return undefined;
  const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
  const condition = conditionOf(schema, fragment);
  if (!fragment || !isAbstractType(condition) || condition === parent) return undefined;
  const members = schema.getPossibleTypes(condition);
  const own = schema.getPossibleTypes(parent);
  const both = own.filter((type) => members.includes(type));
  const { directives = [] } = node;
  return (both.length === own.length ? [parent] : both).map((type) => ({
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
    directives,
    selectionSet: selectionOf(schema, type, { set: fragment.selectionSet, fragments }),
  }));
}

/** Without the fragments that no object of `type` is for: there, they would not be valid. */
function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { set, fragments }: { readonly set: SelectionSetNode; readonly fragments: Fragments },
): SelectionSetNode {
  const selections = set.selections.filter((node) => {
    if (node.kind === Kind.FIELD) return true;
    const condition = conditionOf(schema, node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node);
    return !isCompositeType(condition) || doTypesOverlap(schema, condition, type);
  });
  return { ...set, selections: selections.length > 0 ? selections : [typenameField] };
}

function conditionOf(
  schema: GraphQLSchema,
  fragment: FragmentDefinitionNode | InlineFragmentNode | undefined,
): GraphQLNamedType | undefined {
  return fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
}
