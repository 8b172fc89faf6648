import type { GraphQLSchema } from 'graphql';
import { writeAnswer } from '../engine/answer.writer.ts';
import { endpointOf } from '../engine/graph.fetch.ts';
import type { Execution, FetchSubgraph } from '../executor/execution.ts';
import type { Graph } from '../executor/graph.ts';
import {
  emptyExecution,
  finishExecution,
  startExecution,
  type OperationRequest,
} from '../executor/operation.executor.ts';
import type { PreparedOperation } from '../executor/operation.ts';
import { runSteps } from '../executor/plan.executor.ts';
import { requestVariables } from '../executor/request.writer.ts';
import { takeRootAnswer } from '../executor/root-fetch.step.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { ForwardedHeaders } from '../transport/forwarded-headers.ts';
import type { JsonObject, SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { UpstreamRequest } from '../transport/subscription.client.ts';
import { afterVariable, withCursor, type CursorOperation } from './cursor.operation.ts';
import { subscriptionErrors, SubscriptionInvalid, SubscriptionRefused } from './subscription.fault.ts';
import { compileSubscription } from './subscription.plan.ts';

/** One subscription, whoever the clients are that want it. */
export interface SharedSubscription {
  readonly prepared: PreparedOperation;
  /** As a client sent them; what it gave for `after` does not count where the field has cursors. */
  readonly variables: Readonly<JsonObject>;
  readonly headers: ForwardedHeaders;
}

/** Where the events of a subscription come from on one graph, and what is made of them. */
export interface SubscriptionSource {
  readonly graph: Graph;
  readonly subgraph: string;
  /** Whether an upstream may be opened behind an event that was seen before. */
  readonly hasCursors: boolean;
  /** Equal for sources whose upstreams bring the very same events. */
  readonly upstreamKey: string;
  /** What the subgraph is asked for; behind the event of `after`, from now on where that is undefined or null. */
  request(after: unknown): UpstreamRequest;
  cursorOf(answer: SubgraphAnswer): unknown;
  /** JSON of the event's result. Never rejects: what fails is an error in it. */
  join(answer: SubgraphAnswer): Promise<string>;
}

export interface SourceDependencies {
  readonly client: SubgraphClient;
  readonly formatError: ErrorFormatter;
}

/** Throws SubscriptionInvalid where the variables do not fit the operation, and whatever the planner throws. */
export async function createSource(
  dependencies: SourceDependencies,
  graph: Graph,
  { prepared, variables, headers }: SharedSubscription,
): Promise<SubscriptionSource> {
  const { client, formatError } = dependencies;
  // What was asked for before an event came may not show what the event tells of.
  const fetch: FetchSubgraph = (name, request) =>
    client.send(endpointOf(graph, name), request, { headers, isFresh: true });
  const operation: OperationRequest = { graph, prepared, variables, fetch };
  const first = startExecution(operation);
  if ('invalid' in first) throw new SubscriptionInvalid(first.invalid);
  const started: Execution = first;
  const cursor = cursorOperationOf(graph, prepared);
  const text = cursor?.plannedText ?? prepared.plannedTexts[0] ?? '';
  const { root } = await graph.planner.plan(text, prepared.operation.name?.value, started.coercedVariables);
  const { primary, joins } = compileSubscription(graph, root);
  const { query, operationName, subgraph } = primary.request;
  const endpoint = endpointOf(graph, subgraph);

  async function join(answer: SubgraphAnswer): Promise<string> {
    // The subgraph's servers tell so that there is no event, such as where the subscription did not begin.
    if (answer.data === undefined && answer.errors) throw new SubscriptionRefused(answer.errors);
    const execution = emptyExecution(started);
    if (root) execution.plans.push(root);
    takeRootAnswer(execution, primary, answer);
    await runSteps(execution, joins);
    return writeAnswer(await finishExecution(operation, execution), formatError).text;
  }

  const used = requestVariables(primary.request, variables);
  return {
    graph,
    subgraph,
    hasCursors: cursor !== undefined,
    upstreamKey: JSON.stringify([endpoint.routing?.key ?? endpoint.url, query, operationName, used]),
    request: (after) => ({
      endpoint,
      query,
      operationName,
      variables: cursor && after !== undefined ? { ...used, [afterVariable]: after } : used,
      headers,
    }),
    cursorOf: ({ data }) => cursor?.cursorOf(data),
    join: (answer) =>
      join(answer).catch((error: unknown) => JSON.stringify({ errors: subscriptionErrors(error, formatError) })),
  };
}

const cursorOperations = new WeakMap<
  PreparedOperation,
  { schema: GraphQLSchema; found: CursorOperation | undefined }
>();

/** Worked out once for as long as the schema stays. */
export function cursorOperationOf({ apiSchema }: Graph, prepared: PreparedOperation): CursorOperation | undefined {
  const known = cursorOperations.get(prepared);
  if (known?.schema === apiSchema) return known.found;
  const found = withCursor(apiSchema, prepared);
  cursorOperations.set(prepared, { schema: apiSchema, found });
  return found;
}
