import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parseType,
  valueFromASTUntyped,
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { normaliseOperation } from '../planner/operation-text.ts';
import { responseKey, rootFields, type Fragments, type PreparedOperation } from '../executor/operation.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';

/** Names that the gateway adds to an operation: not for clients to use. */
export const afterVariable = 'liaison_after';
const cursorAlias = 'liaison_cursor';

/** A subscription that can be opened again where it broke off. */
export interface CursorOperation {
  /** The client's operation with the cursor selected and `after` taken from the variable `liaison_after`. */
  readonly plannedText: string;
  /** Equal for operations that differ in nothing but where they begin. */
  readonly sharedText: string;
  /** The variable of the client that only gave `after`, which is no part of the planned text any more. */
  readonly droppedVariable: string | undefined;
  /** What a client gave for `after`, else the argument's default; undefined where there is neither. */
  firstAfter(coercedVariables: Readonly<JsonObject>): unknown;
  /** The cursor of an event; undefined where the event has none (its root field failed). */
  cursorOf(data: Readonly<JsonObject> | null | undefined): unknown;
}

/** Undefined where the root field has no `after` argument or its type no `cursor` field. */
export function withCursor(
  apiSchema: GraphQLSchema,
  { operation, fragments, text }: PreparedOperation,
): CursorOperation | undefined {
  // One root field, which may stand there several times with other parts of its selection each.
  const nodes = rootFields(operation.selectionSet, fragments);
  const [node] = nodes;
  const field = node && apiSchema.getSubscriptionType()?.getFields()[node.name.value];
  const after = field?.args.find(({ name }) => name === 'after');
  if (!node || !field || !after || !hasCursor(field)) return undefined;
  const key = responseKey(node);
  const given = node.arguments?.find(({ name }) => name.value === 'after')?.value;
  const plannedText = rewriteOperation(operation, fragments, { nodes, afterType: String(after.type) });
  const variable = given?.kind === Kind.VARIABLE ? given.name.value : undefined;
  return {
    plannedText,
    // Conditions at the root do not show in what is planned.
    sharedText: /@(?:skip|include)\b/.test(text) ? text : plannedText,
    droppedVariable: variable !== undefined && !usesVariable(plannedText, variable) ? variable : undefined,
    firstAfter: (coercedVariables) => {
      const value = given && valueFromASTUntyped(given, coercedVariables);
      return value === undefined ? after.defaultValue : value;
    },
    cursorOf: (data) => (data?.[key] as JsonObject | null | undefined)?.[cursorAlias] ?? undefined,
  };
}

function hasCursor(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNullableType(field.type);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const cursor = type.getFields()['cursor'];
  return cursor !== undefined && isLeafType(getNamedType(cursor.type)) && !cursor.args.some(isRequiredArgument);
}

interface RootRewrite {
  readonly nodes: readonly FieldNode[];
  readonly afterType: string;
}

function rewriteOperation(operation: OperationDefinitionNode, fragments: Fragments, root: RootRewrite): string {
  const [first] = root.nodes;
  if (!first) throw new Error('A subscription without a root field came past validation.');
  const field: FieldNode = {
    ...first,
    directives: [],
    arguments: [...(first.arguments ?? []).filter(({ name }) => name.value !== 'after'), afterArgument],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...root.nodes.flatMap((node) => node.selectionSet?.selections ?? []), cursorField],
    },
  };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [field] };
  const bare = { ...operation, directives: [], variableDefinitions: [], selectionSet };
  const textOf = (rewritten: OperationDefinitionNode) =>
    normaliseOperation({ kind: Kind.DOCUMENT, definitions: [rewritten, ...fragments.values()] }, operation.name?.value);
  // The variable that the client gave `after` by may not be used any more.
  const text = textOf(bare);
  const used = (operation.variableDefinitions ?? []).filter(({ variable }) => usesVariable(text, variable.name.value));
  return textOf({ ...bare, variableDefinitions: [...used, afterDefinition(root.afterType)] });
}

function usesVariable(text: string, name: string): boolean {
  return new RegExp(`\\$${name}\\b`).test(text);
}

function afterDefinition(type: string) {
  return {
    kind: Kind.VARIABLE_DEFINITION as const,
    variable: { kind: Kind.VARIABLE as const, name: name(afterVariable) },
    type: parseType(type, { noLocation: true }),
  };
}

function name(value: string) {
  return { kind: Kind.NAME as const, value };
}

const cursorField: FieldNode = { kind: Kind.FIELD, alias: name(cursorAlias), name: name('cursor') };

const afterArgument: ArgumentNode = {
  kind: Kind.ARGUMENT,
  name: name('after'),
  value: { kind: Kind.VARIABLE, name: name(afterVariable) },
};
