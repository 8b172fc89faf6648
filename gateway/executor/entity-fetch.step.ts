import {
  invalidAnswer,
  isJsonObject,
  type JsonObject,
  type SubgraphAnswer,
  type SubgraphFault,
} from '../transport/subgraph-answer.ts';
import type { EntityFetch, EntityJoin, EntityPlaces } from './compiled-plan.ts';
import { placesOf, visitEntities, type Holder } from './entity-path.ts';
import { addFault, type Execution, type ResponsePath } from './execution.ts';
import { copyOf, mergeInto } from './merge.step.ts';
import { isWhole, type PlainRepresentation, type RepresentationWriter } from './representation.ts';
import { writeRequest } from './request.writer.ts';
import { rewritePath } from './rewrite.step.ts';
import { faultOf, send } from './send.step.ts';

/** The entities of one representation: all that its answer is written to. */
interface EntityGroup {
  readonly entities: JsonObject[];
  /** By sharing class: the one that stands for all others that say no more than their representation. */
  readonly canonical: (JsonObject | undefined)[];
}

/** One join of one execution. */
interface Batch {
  readonly join: EntityJoin;
  /** In the order of the representations. */
  readonly groups: readonly EntityGroup[];
  /** JSON list. */
  readonly representations: string;
}

/** Fetches more fields of entities that are there already. */
export async function runEntityFetch(execution: Execution, { request, joins }: EntityFetch): Promise<void> {
  const batches = joins.map((join) => collectBatch(execution, join));
  if (batches.every(({ groups }) => groups.length === 0)) return;
  const representations = batches.map((batch) => batch.representations);
  const answer = await send(execution, request.subgraph, writeRequest(request, execution.variables, representations));
  const faults = [...(answer.errors ?? []), ...batches.flatMap((batch) => faultsOf(request.subgraph, batch, answer))];
  if (faults.length > 0) placeFaults(execution, batches, faults);
  for (const batch of batches) mergeBatch(execution, batch, answer);
}

function collectBatch(execution: Execution, join: EntityJoin): Batch {
  const { placesKey } = join;
  const groups = new GroupIndex(execution, join);
  const known = placesKey === undefined ? undefined : execution.collected.get(placesKey);
  if (known) {
    for (const entity of known) groups.groupOf(entity)?.entities.push(entity);
  } else {
    const found = join.places.flatMap((places) => collectEntities(execution, places, groups));
    if (placesKey !== undefined) execution.collected.set(placesKey, found);
  }
  return { join, groups: groups.all(), representations: groups.representations() };
}

/** Adds the entities at `path` to their groups, those that say the same as one object. Gives each of them once. */
function collectEntities(
  { data, shared }: Execution,
  { path, sharingClass }: EntityPlaces,
  groups: GroupIndex,
): JsonObject[] {
  const found: JsonObject[] = [];
  const replaced = new Map<JsonObject, JsonObject>();

  function visitAgain(entity: JsonObject, holder: Holder | undefined, key: string | number): void {
    const canonical = replaced.get(entity);
    if (canonical && holder) holder[key] = canonical;
  }

  function visit(entity: JsonObject, holder: Holder | undefined, key: string | number): void {
    const group = groups.groupOf(entity);
    const isReplaceable = group && holder && sharingClass !== undefined && groups.isWhole(entity);
    const canonical = isReplaceable ? group.canonical[sharingClass] : undefined;
    if (canonical && holder) {
      holder[key] = canonical;
      if (shared.has(entity)) replaced.set(entity, canonical);
      shared.add(canonical);
      return;
    }
    if (isReplaceable) group.canonical[sharingClass] = entity;
    group?.entities.push(entity);
    found.push(entity);
  }

  visitEntities({ data, shared }, path, { visit, visitAgain });
  return found;
}

/** The groups of one join, by representation. To find an entity by its key alone spares writing out the others. */
class GroupIndex {
  readonly #execution: Execution;
  readonly #representation: RepresentationWriter;
  readonly #byText = new Map<string, EntityGroup>();
  readonly #byKey = new Map<unknown, Map<string, EntityGroup>>();

  constructor(execution: Execution, { representation }: EntityJoin) {
    this.#execution = execution;
    this.#representation = representation;
  }

  /** Undefined for an entity that cannot be asked for. */
  groupOf(entity: JsonObject): EntityGroup | undefined {
    const plain = this.#representation.plainOf(entity);
    return this.#find(plain, entity) ?? this.#add(plain, entity);
  }

  /** Whether nothing is known of an entity but what its representation says. */
  isWhole(entity: JsonObject): boolean {
    const plain = this.#representation.plainOf(entity);
    return plain !== undefined && isWhole(plain, entity);
  }

  #find(plain: PlainRepresentation | undefined, entity: JsonObject): EntityGroup | undefined {
    if (plain?.key === undefined) return undefined;
    const value = entity[plain.key];
    return typeof value === 'string' ? this.#byKey.get(entity['__typename'])?.get(value) : undefined;
  }

  #add(plain: PlainRepresentation | undefined, entity: JsonObject): EntityGroup | undefined {
    const text = this.#representation.write(this.#execution, entity);
    if (text === undefined) return undefined;
    let group = this.#byText.get(text);
    if (!group) {
      group = { entities: [], canonical: [] };
      this.#byText.set(text, group);
    }
    if (plain?.key !== undefined) this.#noteKey(entity['__typename'], entity[plain.key], group);
    return group;
  }

  #noteKey(typename: unknown, value: unknown, group: EntityGroup): void {
    if (typeof value !== 'string') return;
    const ofType = this.#byKey.get(typename) ?? new Map<string, EntityGroup>();
    this.#byKey.set(typename, ofType.set(value, group));
  }

  all(): readonly EntityGroup[] {
    return [...this.#byText.values()];
  }

  /** JSON list. */
  representations(): string {
    return `[${[...this.#byText.keys()].join()}]`;
  }
}

function mergeBatch(execution: Execution, { join, groups }: Batch, { data }: SubgraphAnswer): void {
  const answered = data?.[join.responseKey];
  if (!Array.isArray(answered)) return;
  for (const [index, { entities }] of groups.entries()) {
    const entity: unknown = answered[index];
    if (!isJsonObject(entity)) continue;
    const added = join.outputRewrites?.length ? rewritten(join, entities[0], entity) : entity;
    if (entities.length > 1 && join.isAnswerShared) noteShared(execution, added);
    entities.forEach((target, place) => mergeInto(target, place === 0 || join.isAnswerShared ? added : copyOf(added)));
  }
}

/** What keeps the entities of an answer from being those that were asked for. */
function faultsOf(
  subgraph: string,
  { join, groups }: Batch,
  { data, errors }: SubgraphAnswer,
): readonly SubgraphFault[] {
  const answered = data?.[join.responseKey];
  // A null is explained by the error that came with it.
  if (!data || (answered === null && errors) || groups.length === 0) return [];
  const faultAt = (path: ResponsePath, text: string) => [{ path, ...faultOf(invalidAnswer(subgraph, text)) }];
  if (!Array.isArray(answered)) return faultAt([join.responseKey], '"_entities" is no list');
  if (answered.length !== groups.length) {
    return faultAt([join.responseKey], `of ${groups.length} entities it holds ${answered.length}`);
  }
  return answered.flatMap((entity: unknown, index) =>
    entity === null || isJsonObject(entity) ? [] : faultAt([join.responseKey, index], 'an entity is no object'),
  );
}

/** Rewrites look at the type; an entity fetch does not ask for it again. */
function rewritten({ rewrite }: EntityJoin, target: JsonObject | undefined, entity: JsonObject): JsonObject {
  const typed: JsonObject = '__typename' in entity ? entity : { __typename: target?.['__typename'], ...entity };
  rewrite(typed);
  return typed;
}

/** The objects of `entity` come to stand in every one of its targets. */
function noteShared({ shared }: Execution, entity: Readonly<JsonObject>): void {
  function note(value: unknown): void {
    if (Array.isArray(value)) value.forEach(note);
    else if (isJsonObject(value)) shared.add(value);
  }
  for (const value of Object.values(entity)) if (typeof value === 'object') note(value);
}

/** A fault at `_entities[i].name` shows at `name` of every place in the response where that entity stands. */
function placeFaults(execution: Execution, batches: readonly Batch[], faults: readonly SubgraphFault[]): void {
  const placesByBatch = new Map<Batch, (entity: JsonObject) => readonly ResponsePath[]>();
  const lookUp = (batch: Batch) => {
    const known = placesByBatch.get(batch) ?? createPlaceLookUp(execution, batch.join);
    placesByBatch.set(batch, known);
    return known;
  };
  for (const fault of faults) {
    const [responseKey, index, ...rest] = fault.path ?? [];
    const own = batches.find(({ join }) => join.responseKey === responseKey);
    const group = typeof index === 'number' ? own?.groups[index] : undefined;
    if (own && group) {
      const inner = rewritePath(own.join.outputRewrites, rest);
      for (const place of group.entities.flatMap(lookUp(own))) addFault(execution, fault, [...place, ...inner]);
      continue;
    }
    for (const batch of own ? [own] : batches) {
      for (const path of commonPaths(execution, batch)) addFault(execution, fault, path);
    }
  }
}

function createPlaceLookUp(
  execution: Execution,
  { places }: EntityJoin,
): (entity: JsonObject) => readonly ResponsePath[] {
  const found = places.map(({ path }) => placesOf(execution, path));
  return (entity) => found.flatMap((byEntity) => byEntity.get(entity) ?? []);
}

/** Where an error shows that belongs to no single entity: at every place that the join is made for. */
function commonPaths(execution: Execution, { join, groups }: Batch): readonly ResponsePath[] {
  if (groups.length === 0) return [];
  const reached = join.places.filter(({ path }) => placesOf(execution, path).size > 0);
  return [...new Map(reached.map(({ path: { common } }) => [common.join(), common])).values()];
}
