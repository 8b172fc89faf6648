import type { ExecutionResult } from 'graphql';
import type { Execution } from '../executor/execution.ts';
import { finishExecution, startExecution, type OperationRequest } from '../executor/operation.executor.ts';
import { runSteps } from '../executor/plan.executor.ts';
import { requestVariables } from '../executor/request.writer.ts';
import { takeRootAnswer } from '../executor/root-fetch.step.ts';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import type { SubgraphSocketClient } from '../transport/subgraph-socket.client.ts';
import { afterVariable, withCursor } from './cursor.operation.ts';
import { followUpstream, type ResumingOptions } from './resuming.upstream.ts';
import { SubscriptionInvalid } from './subscription.fault.ts';
import { compileSubscription } from './subscription.plan.ts';

export interface SubscriptionEventsDependencies extends ResumingOptions {
  readonly sockets: SubgraphSocketClient;
}

export interface SubscriptionRequest extends OperationRequest {
  readonly endpointOf: (subgraph: string) => SubgraphEndpoint;
  /** Authorization header of the client. */
  readonly authorization: string | undefined;
  /** Throws the ClientError that ends the subscription before its next event: the token's time is over. */
  readonly assertAllowed: () => void;
}

/** Fetches what other subgraphs add to one event, and writes its result. */
export type EventJoin = () => Promise<ExecutionResult>;

/** The events of a subscription in their order, not joined yet. Throws what `subscriptionErrors` reads. */
export async function* subscriptionEvents(
  dependencies: SubscriptionEventsDependencies,
  request: SubscriptionRequest,
  signal: AbortSignal,
): AsyncGenerator<EventJoin, void, undefined> {
  const started = startExecution(request);
  if ('invalid' in started) throw new SubscriptionInvalid(started.invalid);
  const { graph, prepared } = request;
  const cursor = withCursor({ apiSchema: graph.apiSchema, prepared, coercedVariables: started.coercedVariables });
  const text = cursor?.plannedText ?? prepared.plannedTexts[0] ?? '';
  const { root } = await graph.planner.plan(text, prepared.operation.name?.value, started.coercedVariables);
  const { primary, joins } = compileSubscription(graph, root);

  async function join(answer: SubgraphAnswer): Promise<ExecutionResult> {
    const execution: Execution = { ...(started as Execution), data: {}, shared: new Set(), errors: [] };
    takeRootAnswer(execution, primary, answer);
    await runSteps(execution, joins);
    const { data = null, errors } = await finishExecution(request, execution);
    return { data, ...(errors.length > 0 && { errors }) };
  }

  const open = (after: unknown) => {
    request.assertAllowed();
    const variables = { ...request.variables, [afterVariable]: after };
    const { query, operationName, subgraph } = primary.request;
    const endpoint = request.endpointOf(subgraph);
    const { authorization } = request;
    return { query, operationName, variables: requestVariables(primary.request, variables), endpoint, authorization };
  };
  const upstream = followUpstream(dependencies.sockets, { cursor, request: open }, { ...dependencies, signal });
  for await (const answer of upstream) yield () => join(answer);
}
