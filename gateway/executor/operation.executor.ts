import { execute, getVariableValues, type GraphQLError } from 'graphql';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Execution, FetchSubgraph } from './execution.ts';
import type { Graph } from './graph.ts';
import type { PreparedOperation } from './operation.ts';
import { runPlan } from './plan.executor.ts';
import { Response } from './response.projection.ts';
import { rootProjectionOf } from './root.projection.ts';

export interface OperationRequest {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly fetch: FetchSubgraph;
}

/** What an operation came to. */
export interface ExecutionOutcome {
  /** The response's `data`; undefined where nothing was executed. One object may stand at several places. */
  readonly data: Readonly<JsonObject> | null | undefined;
  readonly errors: readonly GraphQLError[];
}

/** Answers a query or a mutation. */
export async function executeOperation(request: OperationRequest): Promise<ExecutionOutcome> {
  const started = startExecution(request);
  if ('invalid' in started) return { data: undefined, errors: started.invalid };
  const { graph, prepared } = request;
  for (const text of prepared.plannedTexts) {
    const { root } = await graph.planner.plan(text, prepared.operation.name?.value, started.coercedVariables);
    if (root) await runPlan(started, graph, root);
  }
  return finishExecution(request, started);
}

/** An execution without data yet, or the faults of the variables. */
export function startExecution(request: OperationRequest): Execution | { readonly invalid: readonly GraphQLError[] } {
  const { graph, prepared, variables, fetch } = request;
  const definitions = prepared.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(graph.apiSchema, definitions, variables);
  if (errors) return { invalid: errors };
  return emptyExecution({ fetch, variables, coercedVariables: coerced });
}

/** A run that has brought nothing yet. */
export function emptyExecution(given: Pick<Execution, 'fetch' | 'variables' | 'coercedVariables'>): Execution {
  const { fetch, variables, coercedVariables } = given;
  return {
    fetch,
    variables,
    coercedVariables,
    plans: [],
    data: {},
    shared: new Set(),
    collected: new Map(),
    errors: [],
    leftOut: [],
  };
}

/** What the client gets of the data and errors that the plan brought. */
export async function finishExecution(request: OperationRequest, execution: Execution): Promise<ExecutionOutcome> {
  const { graph, prepared, variables } = request;
  const { data, errors, coercedVariables } = execution;
  const introspection = prepared.introspection
    ? await execute({ schema: graph.apiSchema, document: prepared.introspection, variableValues: variables })
    : undefined;
  errors.push(...(introspection?.errors ?? []));
  const project = rootProjectionOf(graph, prepared, coercedVariables);
  const projected = project(new Response(execution, introspection?.data ?? {}), data);
  return { data: typeof projected === 'symbol' ? null : projected, errors };
}
