import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { convertPlan, type InterfaceObjectTest } from './apollo-plan.converter.ts';
import { readJoinGraph } from './join-graph.ts';
import { overridePercentages } from './override-share.ts';
import type { Plan, PlannedOperation } from './plan.ts';

export interface ApolloPlannerOrder {
  readonly id: number;
  readonly operation: PlannedOperation;
}

/** The plan, or why there is none. */
export type ApolloPlannerAnswer =
  { readonly id: number; readonly plan: Plan } | { readonly id: number; readonly fault: string };

const supergraphSdl = workerData as string;
// Null: whatever a supergraph may link is taken as known. Who may read what is for the subgraphs to say.
const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false });
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph);
const joins = readJoinGraph(supergraphSdl);
const isInterfaceObject: InterfaceObjectTest = (subgraph, type) =>
  joins.typeOf(subgraph, type)?.isInterfaceObject === true;

function plan({ text, operationName, percentage }: PlannedOperation): Plan {
  const named = operationName === undefined ? {} : { operationName };
  const operation = operationFromDocument(apiSchema, parse(text, { noLocation: true }), named);
  const labels = [...overridePercentages(supergraphSdl)].map(([label, from]) => [label, percentage < from] as const);
  const planned = planner.buildQueryPlan(operation, { overrideConditions: new Map(labels) });
  return convertPlan(planned, isInterfaceObject);
}

function answer({ id, operation }: ApolloPlannerOrder): ApolloPlannerAnswer {
  try {
    return { id, plan: plan(operation) };
  } catch (error) {
    return { id, fault: (error as Error).message };
  }
}

parentPort?.on('message', (order: ApolloPlannerOrder) => parentPort?.postMessage(answer(order)));
