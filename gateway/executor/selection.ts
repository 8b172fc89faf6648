import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { plannedKey } from '../planner/planned-alias.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import { responseKey, type Fragments } from './operation.ts';

/** What it takes to know which fields an operation selects. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly coercedVariables: Readonly<JsonObject>;
}

/** A field of the response; fields with one response key are one. */
export interface SelectedField {
  readonly key: string;
  /** Where its value stands in what the subgraphs answered. */
  readonly source: string;
  readonly name: string;
  /** The type that it is a field of. */
  readonly parent: GraphQLCompositeType;
  /** Undefined for `__typename`, `__schema` and `__type`. */
  readonly type: GraphQLOutputType | undefined;
  /** Empty for a leaf. */
  readonly sets: SelectionSetNode[];
}

/** The selection sets of one field, or of the operation itself. */
export interface SelectionSets {
  readonly isRoot: boolean;
  readonly sets: readonly SelectionSetNode[];
}

/**
 * Section 6.3.2 of the GraphQL spec, CollectFields: the fields that an object of type `type` shows, in order. An abstract
 * `type` stands for all of its own.
 */
export function fieldsOf(
  context: SelectionContext,
  { isRoot, sets }: SelectionSets,
  type: GraphQLCompositeType,
): readonly SelectedField[] {
  const fields = new Map<string, SelectedField>();
  for (const set of sets) collect(context, type, { set, fields, isRoot });
  return [...fields.values()];
}

/** Whether objects of `type`, which is abstract, show other fields by the type that they really have. */
export function dependsOnType(
  context: SelectionContext,
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
): boolean {
  return sets.some(({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD || !isIncluded(context, selection)) return false;
      const fragment = fragmentOf(context, selection);
      if (!fragment) return false;
      const isOfAll = matches(context.schema, type, fragment.typeCondition?.name.value);
      return !isOfAll || dependsOnType(context, [fragment.selectionSet], type);
    }),
  );
}

interface Collected {
  readonly isRoot: boolean;
  readonly set: SelectionSetNode;
  readonly fields: Map<string, SelectedField>;
}

function collect(context: SelectionContext, type: GraphQLCompositeType, { set, ...collected }: Collected): void {
  for (const selection of set.selections) {
    if (!isIncluded(context, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      addField(context, type, { node: selection, ...collected });
      continue;
    }
    const fragment = fragmentOf(context, selection);
    if (!fragment || !matches(context.schema, type, fragment.typeCondition?.name.value)) continue;
    collect(context, type, { set: fragment.selectionSet, ...collected });
  }
}

function fragmentOf(
  { fragments }: SelectionContext,
  selection: Exclude<SelectionNode, FieldNode>,
): FragmentDefinitionNode | InlineFragmentNode | undefined {
  return selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
}

interface FieldAddition extends Omit<Collected, 'set'> {
  readonly node: FieldNode;
}

function addField({ schema }: SelectionContext, type: GraphQLCompositeType, addition: FieldAddition): void {
  const { node, fields, isRoot } = addition;
  const key = responseKey(node);
  let field = fields.get(key);
  if (!field) {
    const name = node.name.value;
    const source = isRoot ? key : plannedKey(schema, node);
    field = { key, source, name, parent: type, type: fieldType(type, name), sets: [] };
    fields.set(key, field);
  }
  if (node.selectionSet) field.sets.push(node.selectionSet);
}

function fieldType(type: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isUnionType(type) ? undefined : type.getFields()[name]?.type;
}

function isIncluded({ coercedVariables }: SelectionContext, node: SelectionNode): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, coercedVariables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, coercedVariables)?.['if'] !== false;
}

function matches(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  if (!isAbstractType(conditionType)) return false;
  if (!isUnionType(type) && schema.isSubType(conditionType, type)) return true;
  return isAbstractType(type) && schema.getPossibleTypes(type).every((each) => schema.isSubType(conditionType, each));
}
