import { execute, getVariableValues, type GraphQLError, type ExecutionResult } from 'graphql';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Execution, FetchSubgraph } from './execution.ts';
import type { Graph } from './graph.ts';
import type { PreparedOperation } from './operation.ts';
import { runPlan } from './plan.executor.ts';
import { projectRoot } from './projection.step.ts';
import { createRootSelection, type Selection } from './selection.ts';

export interface OperationRequest {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly fetch: FetchSubgraph;
}

/** Answers a query or a mutation. */
export async function executeOperation(request: OperationRequest): Promise<ExecutionResult> {
  const started = startExecution(request);
  if ('invalid' in started) return { errors: started.invalid };
  const { graph, prepared } = request;
  for (const text of prepared.plannedTexts) {
    const { root } = await graph.planner.plan(text, prepared.operation.name?.value);
    if (root) await runPlan(started, root);
  }
  return finishExecution(request, started);
}

/** An execution without data yet, or the faults of the variables. */
export function startExecution(request: OperationRequest): Execution | { readonly invalid: readonly GraphQLError[] } {
  const { graph, prepared, variables, fetch } = request;
  const definitions = prepared.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(graph.apiSchema, definitions, variables);
  if (errors) return { invalid: errors };
  return { isTypeOf: graph.isTypeOf, fetch, variables, coercedVariables: coerced, data: {}, errors: [] };
}

/** Fields worked out for one request serve the next ones too, unless variables decide which there are. */
const selections = new WeakMap<PreparedOperation, Selection>();

function selectionOf(prepared: PreparedOperation): Selection {
  const known = prepared.isConditional ? undefined : selections.get(prepared);
  if (known) return known;
  const selection = createRootSelection(prepared.operation);
  if (!prepared.isConditional) selections.set(prepared, selection);
  return selection;
}

/** What the client gets of the data and errors that the plan brought. */
export async function finishExecution(
  { graph, prepared, variables }: OperationRequest,
  { data, errors, coercedVariables }: Execution,
): Promise<ExecutionResult> {
  const { operation, fragments } = prepared;
  const introspection = prepared.introspection
    ? await execute({ schema: graph.apiSchema, document: prepared.introspection, variableValues: variables })
    : undefined;
  errors.push(...(introspection?.errors ?? []));
  const projected = projectRoot(
    {
      schema: graph.apiSchema,
      operation,
      fragments,
      coercedVariables,
      errors,
      introspection: introspection?.data ?? {},
    },
    selectionOf(prepared),
    data,
  );
  return errors.length > 0 ? { data: projected, errors } : { data: projected };
}
