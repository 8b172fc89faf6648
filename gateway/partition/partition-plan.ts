import { OperationTypeNode, valueFromASTUntyped } from 'graphql';
import { isJsonObject, type JsonObject, type SubgraphFault } from '../transport/subgraph-answer.ts';
import { keyOfRepresentation, readKey, type KeyArgument } from './division-key.ts';
import type { Partition } from './partition.ts';
import type { PartitionRouting } from './partition-routing.ts';
import {
  splitVariable,
  type EntityList,
  type OperationText,
  type PartitionedOperation,
  type RootField,
} from './partitioned-operation.ts';

/** What one partition is asked of an operation. */
export interface PartitionPart {
  readonly partition: Partition;
  readonly text: OperationText;
  readonly variables: Readonly<JsonObject>;
  readonly keys: readonly string[];
  /** Of a field whose list is put together from several partitions: where in the whole list each of its items stands. */
  readonly indices: ReadonlyMap<string, readonly number[]>;
  /** Of `_entities`: the variable with the representations, by response key. */
  readonly representations: ReadonlyMap<string, string>;
  /** It is all that was asked for, as it came. */
  readonly isWhole: boolean;
}

/** Who is asked what, and what is known without asking. */
export interface PartitionPlan {
  readonly parts: readonly PartitionPart[];
  readonly data: JsonObject;
  readonly faults: readonly SubgraphFault[];
}

export interface PlanRequest {
  readonly operation: PartitionedOperation;
  readonly routing: PartitionRouting;
  readonly variables: Readonly<JsonObject>;
}

/** The fields that one partition is asked for, with the places of their items in whole lists; none for other fields. */
interface Share {
  readonly partition: Partition;
  readonly indices: Map<string, number[]>;
}

export function planOperation(request: PlanRequest): PartitionPlan {
  const { operation } = request;
  const draft: Draft = { ...request, shares: [], splits: new Map(), lists: new Map(), data: {}, faults: [] };
  for (const field of operation.fields) {
    if (field.name === '__typename') draft.data[field.key] = operation.rootType;
    else if (field.representations) planEntities(draft, field, field.representations);
    else planRoot(draft, field);
  }
  const { shares, data, faults } = draft;
  return { parts: shares.map((own) => partOf(draft, own)), data, faults };
}

interface Draft extends PlanRequest {
  readonly shares: Share[];
  readonly splits: Map<string, KeyArgument>;
  /** Of entities and split fields: all that the operation asks for. */
  readonly lists: Map<string, readonly unknown[]>;
  readonly data: JsonObject;
  readonly faults: SubgraphFault[];
}

function planEntities(draft: Draft, { key }: RootField, { variable, literal }: EntityList): void {
  const { routing, variables, lists, data, faults } = draft;
  const list: unknown = literal ? valueFromASTUntyped(literal, variables) : variables[variable];
  const given: readonly unknown[] = Array.isArray(list) ? list : [];
  lists.set(key, given);
  data[key] = given.map(() => null);
  for (const [index, representation] of given.entries()) {
    const entityKey = isJsonObject(representation) ? keyOfRepresentation(representation) : undefined;
    const partition = entityKey === undefined ? routing.partitions.fallback : routing.partitionOf(entityKey);
    if (partition) placesIn(draft, partition, key).push(index);
    else faults.push({ ...unrouted(routing, entityKey, 'An entity'), path: [key, index] });
  }
}

function planRoot(draft: Draft, field: RootField): void {
  const { routing, splits, lists, data, faults } = draft;
  const { key, name } = field;
  data[key] = null;
  const target = targetOf(field, draft);
  if ('fault' in target) {
    faults.push({ ...target.fault, path: [key] });
    return;
  }
  if ('partition' in target) {
    placesIn(draft, target.partition, key);
    return;
  }
  splits.set(key, target.split);
  lists.set(key, target.values);
  data[key] = target.values.map(() => null);
  for (const [partition, indices] of target.groups) placesIn(draft, partition, key).push(...indices);
  for (const index of target.lost) {
    faults.push({ ...unrouted(routing, String(target.values[index]), name), path: [key, index] });
  }
}

/** Where a partition's items of a field stand. Fields of a mutation keep their order, also between partitions. */
function placesIn({ operation, shares }: Draft, partition: Partition, key: string): number[] {
  const isSerial = operation.type === OperationTypeNode.MUTATION;
  const known = isSerial ? shares.at(-1) : shares.find((each) => each.partition === partition);
  const own = known?.partition === partition ? known : { partition, indices: new Map<string, number[]>() };
  if (own !== known) shares.push(own);
  const places = own.indices.get(key) ?? [];
  own.indices.set(key, places);
  return places;
}

function partOf(draft: Draft, { partition, indices }: Share): PartitionPart {
  const { operation, variables, shares, splits, lists, faults } = draft;
  const keys = [...indices.keys()];
  const entities = operation.fields.filter(({ key, representations }) => representations && indices.has(key));
  const own = new Map([...splits].filter(([key]) => indices.has(key)));
  const isAll = keys.length === operation.fields.length && own.size === 0;
  const text = isAll ? operation.whole : operation.pick(keys, own);
  const itemsOf = (key: string) => (indices.get(key) ?? []).map((index) => lists.get(key)?.[index]);
  const names = new Map(entities.map(({ key, representations }) => [key, representations?.variable ?? '']));
  const used = Object.entries(variables).filter(([name]) => text.variables.has(name));
  const written = [...names].map(([key, name]): [string, unknown] => [name, itemsOf(key)]);
  const split = [...own.keys()].map((key): [string, unknown] => [splitVariable(key), itemsOf(key)]);
  return {
    partition,
    text,
    variables: Object.fromEntries([...used, ...written, ...split]),
    keys,
    indices: new Map([...indices].filter(([key]) => lists.has(key))),
    representations: names,
    isWhole: isAll && shares.length === 1 && faults.length === 0 && !operation.isRewritten,
  };
}

type Fault = Pick<SubgraphFault, 'message' | 'extensions'>;

type Target =
  | { readonly partition: Partition }
  | { readonly fault: Fault }
  | {
      readonly split: KeyArgument;
      readonly values: readonly unknown[];
      readonly groups: ReadonlyMap<Partition, readonly number[]>;
      /** Indices of values that nobody covers. */
      readonly lost: readonly number[];
    };

/** Whom a root field is about, by the first of its keys that has a value. */
function targetOf(field: RootField, request: PlanRequest): Target {
  const { routing, variables } = request;
  for (const key of field.keys) {
    const value = valueOf(key, variables);
    if (value === undefined || value === null) continue;
    if (key.isList && Array.isArray(value)) {
      if (value.length === 0) break;
      return targetOfList(field, { key, values: value }, request);
    }
    const text = readKey(value);
    const partition = text === undefined ? undefined : routing.partitionOf(text);
    if (partition) return { partition };
    if (text !== undefined) return { fault: unrouted(routing, text, field.name) };
  }
  const { fallback, partitions } = routing.partitions;
  if (fallback) return { partition: fallback };
  const [first] = partitions;
  if (first && (field.name === '_service' || isEmptyList(field, variables))) return { partition: first };
  return { fault: unrouted(routing, undefined, field.name) };
}

function targetOfList(
  field: RootField,
  { key, values }: { readonly key: KeyArgument; readonly values: readonly unknown[] },
  { operation, routing }: PlanRequest,
): Target {
  const groups = new Map<Partition, number[]>();
  const lost: number[] = [];
  for (const [index, value] of values.entries()) {
    const text = readKey(value);
    const partition = text === undefined ? routing.partitions.fallback : routing.partitionOf(text);
    if (partition) groups.set(partition, [...(groups.get(partition) ?? []), index]);
    else lost.push(index);
  }
  const [first] = groups.keys();
  if (groups.size === 1 && first && lost.length === 0) return { partition: first };
  const canSplit = field.isList && key.member === undefined && operation.type !== OperationTypeNode.MUTATION;
  if (canSplit && first) return { split: key, values, groups, lost };
  if (groups.size < 2) return { fault: unrouted(routing, String(values[lost[0] ?? 0]), field.name) };
  return { fault: spanned(routing, field, [...groups.keys()]) };
}

export function valueOf({ value, member }: KeyArgument, variables: Readonly<JsonObject>): unknown {
  const given: unknown = valueFromASTUntyped(value, variables);
  if (member === undefined) return given;
  return isJsonObject(given) ? given[member] : undefined;
}

function isEmptyList({ keys }: RootField, variables: Readonly<JsonObject>): boolean {
  return keys.some((key) => {
    const value = valueOf(key, variables);
    return Array.isArray(value) && value.length === 0;
  });
}

/** `what` is the field, or something else that stands at the beginning of a sentence. */
export function unrouted({ partitions }: PartitionRouting, key: string | undefined, what: string): Fault {
  const { subgraph } = partitions;
  if (key === undefined) {
    return {
      message: `${what} of the subgraph "${subgraph}" has no division code, nor an id that begins with one, so that no partition can be asked. Give it one.`,
      extensions: { code: 'PARTITION_KEY_MISSING', subgraph },
    };
  }
  const covered = partitions.partitions.flatMap(({ codes }) => codes);
  const shown = covered.slice(0, 20).join(', ') + (covered.length > 20 ? ', …' : '');
  return {
    message: `No partition of the subgraph "${subgraph}" covers "${key}". Covered are: ${shown}.`,
    extensions: { code: 'PARTITION_NOT_FOUND', subgraph, key },
  };
}

function spanned({ partitions }: PartitionRouting, { name }: RootField, involved: readonly Partition[]): Fault {
  const { subgraph } = partitions;
  const names = involved.map((partition) => `"${partition.name}"`).join(', ');
  return {
    message: `${name} names divisions of several partitions of the subgraph "${subgraph}" (${names}), and its answer cannot be put together. Ask for those of one at a time.`,
    extensions: { code: 'PARTITION_SPANNED', subgraph },
  };
}
