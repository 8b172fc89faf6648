import {
  invalidAnswer,
  isJsonObject,
  type JsonObject,
  type SubgraphAnswer,
  type SubgraphFault,
} from '../transport/subgraph-answer.ts';
import type { PartitionPart, PartitionPlan } from './partition-plan.ts';

/** What a partition said of its part. */
export interface PartAnswer {
  readonly part: PartitionPart;
  readonly data: Readonly<JsonObject> | null | undefined;
  readonly faults: readonly SubgraphFault[];
}

/** Puts the answers of all partitions back together, each item and error where it belongs. */
export function assemble(
  subgraph: string,
  { data, faults }: PartitionPlan,
  answers: readonly PartAnswer[],
): SubgraphAnswer {
  const errors = [...faults];
  const whole: JsonObject = { ...data };
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(value)) continue;
    const own = answers.filter(({ part }) => part.indices.has(key));
    if (own.every((answer) => isInPlace(answer, key))) whole[key] = placeItems(value, own, key);
    else whole[key] = own.flatMap(({ data: given }) => (given?.[key] as readonly unknown[] | null | undefined) ?? []);
  }
  for (const answer of answers) {
    for (const key of answer.part.keys) {
      if (!answer.part.indices.has(key)) whole[key] = answer.data?.[key] ?? null;
      errors.push(...faultsAt(subgraph, answer, key));
    }
    errors.push(...faultsElsewhere(answer));
  }
  return errors.length > 0 ? { data: whole, errors } : { data: whole };
}

/** A list that has another length than what was asked for cannot be put in its places; one of entities has to be. */
function isInPlace({ part, data }: PartAnswer, key: string): boolean {
  const items = data?.[key];
  return part.representations.has(key) || !Array.isArray(items) || items.length === part.indices.get(key)?.length;
}

function placeItems(places: readonly unknown[], answers: readonly PartAnswer[], key: string): unknown[] {
  const items = [...places];
  for (const { part, data } of answers) {
    const given = data?.[key];
    const indices = part.indices.get(key) ?? [];
    if (!Array.isArray(given) || given.length !== indices.length) continue;
    for (const [at, index] of indices.entries()) {
      const item: unknown = given[at];
      items[index] = part.representations.has(key) && !isJsonObject(item) ? null : item;
    }
  }
  return items;
}

/** Errors of one root field, moved to where its items stand in the whole list. */
function faultsAt(subgraph: string, answer: PartAnswer, key: string): SubgraphFault[] {
  const { part, data, faults } = answer;
  const own = faults.filter(({ path }) => path?.[0] === key);
  const pathless = faults.filter(({ path }) => !path?.length);
  const indices = part.indices.get(key);
  if (!indices) {
    const told = data ? own : [...own, ...pathless.map((fault) => ({ ...fault, path: [key] }))];
    return told;
  }
  const unfit = unfitness(subgraph, answer, key);
  const isLost = !Array.isArray(data?.[key]);
  const everywhere = (fault: SubgraphFault) => indices.map((index) => ({ ...fault, path: [key, index] }));
  const moved = own.flatMap((fault): SubgraphFault[] => {
    const [, at, ...rest] = fault.path ?? [];
    const index = typeof at === 'number' ? indices[at] : undefined;
    return index === undefined || isLost ? everywhere(fault) : [{ ...fault, path: [key, index, ...rest] }];
  });
  return [
    ...moved,
    ...pathless.flatMap(everywhere),
    ...unfit.flatMap(({ at, fault }) => (at === undefined ? everywhere(fault) : [{ ...fault, path: [key, at] }])),
  ];
}

/** Errors without a path that go with data show at no field. */
function faultsElsewhere({ part, data, faults }: PartAnswer): SubgraphFault[] {
  if (!data || part.indices.size > 0) return [];
  return faults.filter(({ path }) => !path?.length);
}

interface Unfit {
  /** In the whole list; undefined: all of the part. */
  readonly at: number | undefined;
  readonly fault: SubgraphFault;
}

/** What keeps the entities of an answer from being those that were asked for. */
function unfitness(subgraph: string, { part, data, faults }: PartAnswer, key: string): Unfit[] {
  if (!part.representations.has(key)) return [];
  const indices = part.indices.get(key) ?? [];
  const items = data?.[key];
  if (!Array.isArray(items) && faults.length > 0) return [];
  const faultOf = (text: string): SubgraphFault => {
    const { message, extensions } = invalidAnswer(subgraph, text);
    return partitionFault(part.partition.name, { message, extensions });
  };
  if (!Array.isArray(items)) return [{ at: undefined, fault: faultOf('"_entities" is no list') }];
  if (items.length !== indices.length) {
    return [{ at: undefined, fault: faultOf(`of ${indices.length} entities it holds ${items.length}`) }];
  }
  return items.flatMap((item: unknown, at): Unfit[] =>
    item === null || isJsonObject(item) ? [] : [{ at: indices[at], fault: faultOf('an entity is no object') }],
  );
}

/** An error of the transport, or of the reading of an answer, with the partition in it. */
export function partitionFault(partition: string, { message, extensions }: SubgraphFault): SubgraphFault {
  return { message: `Partition "${partition}": ${message}`, extensions: { ...extensions, partition } };
}
