import { OperationTypeNode, valueFromASTUntyped } from 'graphql';
import { isJsonObject, type JsonObject, type SubgraphFault } from '../transport/subgraph-answer.ts';
import { keyOfRepresentation, readKey, type KeyArgument } from './division-key.ts';
import type { Partition } from './partition.ts';
import type { PartitionRouting } from './partition-routing.ts';
import {
  splitVariable,
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

type Share = Map<Partition, Map<string, number[]>>;

export function planOperation(request: PlanRequest): PartitionPlan {
  const isEntities = request.operation.fields.some(({ representations }) => representations !== undefined);
  return isEntities ? planEntities(request) : planRoots(request);
}

function planEntities({ operation, routing, variables }: PlanRequest): PartitionPlan {
  const shares: Share = new Map();
  const data: JsonObject = {};
  const faults: SubgraphFault[] = [];
  const lists = new Map<string, readonly unknown[]>();
  for (const { key, representations = '' } of operation.fields) {
    const list = variables[representations];
    const given: readonly unknown[] = Array.isArray(list) ? list : [];
    lists.set(representations, given);
    data[key] = given.map(() => null);
    for (const [index, representation] of given.entries()) {
      const entityKey = isJsonObject(representation) ? keyOfRepresentation(representation) : undefined;
      const partition = entityKey === undefined ? routing.partitions.fallback : routing.partitionOf(entityKey);
      if (partition) share(shares, partition, key).push(index);
      else faults.push({ ...unrouted(routing, entityKey, 'An entity'), path: [key, index] });
    }
  }
  const names = new Map(operation.fields.map(({ key, representations = '' }) => [key, representations]));
  const isWhole = shares.size === 1 && faults.length === 0;
  const parts = [...shares].map(([partition, indices]): PartitionPart => {
    const own = { ...variables };
    for (const [key, name] of names) {
      const list = lists.get(name) ?? [];
      own[name] = (indices.get(key) ?? []).map((index) => list[index]);
      if (!indices.has(key)) indices.set(key, []);
    }
    const keys = [...names.keys()];
    return { partition, text: operation.whole, variables: own, keys, indices, representations: names, isWhole };
  });
  return { parts, data, faults };
}

function planRoots(request: PlanRequest): PartitionPlan {
  const { operation, routing, variables } = request;
  const shares: Share = new Map();
  const splits = new Map<string, KeyArgument>();
  const values = new Map<string, readonly unknown[]>();
  const data: JsonObject = {};
  const faults: SubgraphFault[] = [];
  for (const field of operation.fields) {
    if (field.name === '__typename') {
      data[field.key] = operation.rootType;
      continue;
    }
    data[field.key] = null;
    const target = targetOf(field, request);
    if ('fault' in target) faults.push({ ...target.fault, path: [field.key] });
    else if ('partition' in target) share(shares, target.partition, field.key);
    else {
      splits.set(field.key, target.split);
      values.set(field.key, target.values);
      data[field.key] = target.values.map(() => null);
      for (const [partition, indices] of target.groups) share(shares, partition, field.key).push(...indices);
      for (const index of target.lost) {
        faults.push({ ...unrouted(routing, String(target.values[index]), field.name), path: [field.key, index] });
      }
    }
  }
  const isWhole = shares.size === 1 && splits.size === 0 && faults.length === 0 && !('__typename' in data);
  const parts = [...shares].map(([partition, indices]): PartitionPart => {
    const keys = [...indices.keys()];
    const own = new Map([...splits].filter(([key]) => indices.has(key)));
    const text = isWhole ? operation.whole : operation.pick(keys, own);
    const lists = new Map([...indices].filter(([key]) => own.has(key)));
    const added = [...lists].map(([key, places]) => [
      splitVariable(key),
      places.map((index) => values.get(key)?.[index]),
    ]);
    const used = Object.entries(variables).filter(([name]) => text.variables.has(name));
    const all = Object.fromEntries([...used, ...added]) as JsonObject;
    return { partition, text, variables: all, keys, indices: lists, representations: new Map(), isWhole };
  });
  return { parts, data, faults };
}

function share(shares: Share, partition: Partition, key: string): number[] {
  const own = shares.get(partition) ?? new Map<string, number[]>();
  shares.set(partition, own);
  const indices = own.get(key) ?? [];
  own.set(key, indices);
  return indices;
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
