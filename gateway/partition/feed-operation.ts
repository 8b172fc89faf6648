import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLField,
  type SelectionSetNode,
} from 'graphql';
import { responseKey, rootFields, type Fragments } from '../executor/operation.ts';
import { isJsonObject, type JsonObject, type SubgraphRequest } from '../transport/subgraph-answer.ts';
import { keyArgumentsOf, readKey, type KeyArgument } from './division-key.ts';
import { endpointsOf, type Partition } from './partition.ts';
import { valueOf } from './partition-plan.ts';
import type { PartitionRouting } from './partition-routing.ts';
import { operationText, variableDefinition, withArgument, type OperationText } from './partitioned-operation.ts';
import { operationOf } from './partitioned.source.ts';

/** Names that are added to an operation: not for others to use. */
const afterVariable = 'liaison_partition_after';
const cursorAlias = 'liaison_partition_cursor';

/** A subscription that is opened at several partitions, each behind a cursor of its own where the field has cursors. */
export interface FeedOperation {
  readonly key: string;
  readonly text: OperationText;
  /** Whether a partition can be asked for what comes behind an event. */
  readonly hasCursors: boolean;
  readonly partitions: readonly Partition[];
  /** What it is about; undefined: all. */
  readonly division: string | undefined;
  /** Cursor of the event to begin behind; undefined: as the field does without one. */
  readonly after: unknown;
  /** The cursor of an event, which is taken out of it. */
  takeCursor(data: Readonly<JsonObject> | null | undefined): unknown;
  /** Writes the cursor wherever the client asked for it. */
  writeCursor(data: Readonly<JsonObject> | null | undefined, cursor: string): void;
  variablesBehind(after: unknown): JsonObject;
}

export function readFeed(routing: PartitionRouting, request: SubgraphRequest): FeedOperation {
  const { document } = operationOf(routing, request).whole;
  const fragments: Fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const nodes = operation ? rootFields(operation.selectionSet, fragments) : [];
  const [node] = nodes;
  if (!operation || !node) throw new Error('A subscription to a partitioned subgraph has no root field.');
  const variables = { ...request.variables };
  const definition = routing.schema.getSubscriptionType()?.getFields()[node.name.value];
  const afterType = definition && hasCursor(definition) ? afterTypeOf(definition) : undefined;
  const given = node.arguments?.find(({ name }) => name.value === 'after')?.value;
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  const cursorKeys = rootFields(set, fragments)
    .filter(({ name }) => name.value === 'cursor')
    .map(responseKey);
  const text =
    afterType === undefined
      ? operationOf(routing, request).whole
      : operationText(
          {
            ...operation,
            variableDefinitions: [
              ...(operation.variableDefinitions ?? []),
              variableDefinition(afterVariable, afterType),
            ],
            selectionSet: { kind: Kind.SELECTION_SET, selections: [resumable(node, set)] },
          },
          fragments,
        );
  const used = Object.fromEntries(Object.entries(variables).filter(([name]) => text.variables.has(name)));
  const key = responseKey(node);
  return {
    key,
    text,
    hasCursors: afterType !== undefined,
    ...scopeOf(routing, keyArgumentsOf(definition, node), variables),
    after: given && afterType !== undefined ? valueFromASTUntyped(given, variables) : undefined,
    takeCursor: (data) => {
      const event = data?.[key];
      if (!isJsonObject(event)) return undefined;
      const { [cursorAlias]: cursor } = event;
      Reflect.deleteProperty(event, cursorAlias);
      return cursor ?? undefined;
    },
    writeCursor: (data, cursor) => {
      const event = data?.[key];
      if (isJsonObject(event)) for (const each of cursorKeys) if (each in event) event[each] = cursor;
    },
    variablesBehind: (after) => (after === undefined ? used : { ...used, [afterVariable]: after }),
  };
}

function resumable(node: FieldNode, set: SelectionSetNode): FieldNode {
  const name = (value: string) => ({ kind: Kind.NAME as const, value });
  const cursor: FieldNode = { kind: Kind.FIELD, alias: name(cursorAlias), name: name('cursor') };
  const field = withArgument(node, 'after', { kind: Kind.VARIABLE, name: name(afterVariable) });
  return { ...field, selectionSet: { ...set, selections: [...set.selections, cursor] } };
}

function afterTypeOf({ args }: GraphQLField<unknown, unknown>): string | undefined {
  const type = args.find(({ name }) => name === 'after')?.type;
  return type && String(getNullableType(type));
}

function hasCursor(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNullableType(field.type);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const cursor = type.getFields()['cursor'];
  return cursor !== undefined && isLeafType(getNamedType(cursor.type)) && !cursor.args.some(isRequiredArgument);
}

/** All partitions, or those that hold something of the division that is asked for. */
function scopeOf(
  routing: PartitionRouting,
  keys: readonly KeyArgument[],
  variables: Readonly<JsonObject>,
): Pick<FeedOperation, 'partitions' | 'division'> {
  for (const key of keys) {
    const value = valueOf(key, variables);
    const texts = (Array.isArray(value) ? value : [value]).flatMap((each) => readKey(each) ?? []);
    if (texts.length === 0) continue;
    const partitions = new Set(texts.flatMap((text) => routing.partitionsWithin(text)));
    return { partitions: [...partitions], division: texts.join(', ') };
  }
  return { partitions: endpointsOf(routing.partitions), division: undefined };
}
