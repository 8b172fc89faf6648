import type {
  BatchFetchNode,
  FetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
} from '@graphql-hive/router-query-planner';
import {
  isJsonObject,
  type JsonObject,
  type SubgraphAnswer,
  type SubgraphFault,
} from '../transport/subgraph-answer.ts';
import { collectEntities, commonPath } from './entity.collector.ts';
import { addFault, type Execution, type ResponsePath } from './execution.ts';
import { writtenPath } from './linked-path.ts';
import { copyOf, mergeInto } from './merge.step.ts';
import { buildRepresentations, type RepresentationBatch } from './representation.step.ts';
import { rewrite, rewritePath } from './rewrite.step.ts';
import { send } from './send.step.ts';

/** One `_entities` field of a request: what it asks for and where its answer goes. */
interface EntityJoin {
  readonly responseKey: string;
  readonly variable: string;
  readonly batch: RepresentationBatch;
  readonly outputRewrites: readonly FetchRewrite[] | undefined;
  /** Where an error shows that belongs to no single entity: at every place that the join is made for. */
  readonly commonPaths: readonly ResponsePath[];
}

/** Fetches more fields of the entities under `scope`. */
export async function runEntityFetch(
  execution: Execution,
  node: FetchNode,
  scope: readonly FlattenNodePathSegment[],
): Promise<void> {
  const needs = { requires: node.requires ?? [], inputRewrites: node.inputRewrites };
  await runJoins(execution, node, [
    {
      responseKey: '_entities',
      variable: 'representations',
      batch: buildRepresentations(execution, collectEntities(execution, scope), needs),
      outputRewrites: node.outputRewrites,
      commonPaths: [commonPath(scope)],
    },
  ]);
}

/** The same for several sets of entities with one request to their subgraph. */
export async function runBatchFetch(execution: Execution, node: BatchFetchNode): Promise<void> {
  const joins = node.entityBatch.aliases.map((alias): EntityJoin => {
    const places = alias.paths.map((path) => ({ path, locations: collectEntities(execution, path) }));
    const reached = places.filter(({ locations }) => locations.length > 0);
    return {
      responseKey: alias.alias,
      variable: alias.representationsVariableName,
      batch: buildRepresentations(
        execution,
        reached.flatMap(({ locations }) => locations),
        alias,
      ),
      outputRewrites: alias.outputRewrites,
      commonPaths: distinct(reached.map(({ path }) => commonPath(path))),
    };
  });
  await runJoins(execution, node, joins);
}

function distinct(paths: readonly ResponsePath[]): ResponsePath[] {
  return [...new Map(paths.map((path) => [path.join(), path])).values()];
}

async function runJoins(
  execution: Execution,
  node: FetchNode | BatchFetchNode,
  joins: readonly EntityJoin[],
): Promise<void> {
  if (joins.every(({ batch }) => batch.representations.length === 0)) return;
  const own = Object.fromEntries(joins.map(({ variable, batch }) => [variable, batch.representations]));
  const answer = await send(execution, node, own);
  for (const fault of answer.errors ?? []) placeFault(execution, joins, fault);
  for (const join of joins) mergeJoin(execution, join, answer);
}

function mergeJoin(execution: Execution, join: EntityJoin, { data }: SubgraphAnswer): void {
  const entities = data?.[join.responseKey];
  if (!Array.isArray(entities)) return;
  join.batch.targets.forEach((targets, index) => {
    const entity: unknown = entities[index];
    if (!isJsonObject(entity)) return;
    const typename = targets[0]?.object['__typename'];
    // Rewrites look at the type; an entity fetch does not ask for it again.
    const typed: JsonObject = '__typename' in entity ? entity : { __typename: typename, ...entity };
    rewrite(execution, join.outputRewrites, typed);
    targets.forEach(({ object }, place) => mergeInto(object, place === 0 ? typed : copyOf(typed)));
  });
}

/** A fault at `_entities[i].name` shows at `name` of every place in the response where that entity stands. */
function placeFault(execution: Execution, joins: readonly EntityJoin[], fault: SubgraphFault): void {
  const [responseKey, index, ...rest] = fault.path ?? [];
  const own = joins.find((join) => join.responseKey === responseKey);
  const targets = typeof index === 'number' ? own?.batch.targets[index] : undefined;
  if (own && targets) {
    const inner = rewritePath(own.outputRewrites, rest);
    for (const { path } of targets) addFault(execution, fault, [...writtenPath(path), ...inner]);
    return;
  }
  for (const join of own ? [own] : joins) {
    if (join.batch.representations.length === 0) continue;
    for (const path of join.commonPaths) addFault(execution, fault, path);
  }
}
