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
  /** What the client gave for `after`; undefined where it gave nothing. */
  readonly firstAfter: unknown;
  /** The cursor of an event; undefined where the event has none (its root field failed). */
  cursorOf(data: Readonly<JsonObject> | null | undefined): unknown;
}

export interface CursorRequest {
  readonly apiSchema: GraphQLSchema;
  readonly prepared: PreparedOperation;
  readonly coercedVariables: Readonly<JsonObject>;
}

/** Undefined where the root field has no `after` argument or its type no `cursor` field. */
export function withCursor({ apiSchema, prepared, coercedVariables }: CursorRequest): CursorOperation | undefined {
  const { operation, fragments } = prepared;
  // One root field, which may stand there several times with other parts of its selection each.
  const nodes = rootFields(operation.selectionSet, fragments);
  const [node] = nodes;
  const field = node && apiSchema.getSubscriptionType()?.getFields()[node.name.value];
  const after = field?.args.find(({ name }) => name === 'after');
  if (!node || !field || !after || !hasCursor(field)) return undefined;
  const key = responseKey(node);
  const given = node.arguments?.find(({ name }) => name.value === 'after');
  return {
    plannedText: rewriteOperation(operation, fragments, { nodes, afterType: String(after.type) }),
    firstAfter: given && valueFromASTUntyped(given.value, coercedVariables),
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
  const used = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    new RegExp(`\\$${variable.name.value}\\b`).test(text),
  );
  return textOf({ ...bare, variableDefinitions: [...used, afterDefinition(root.afterType)] });
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
