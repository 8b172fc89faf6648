import type { ExecutionResult } from 'graphql';
import type { Execution } from '../executor/execution.ts';
import { finishExecution, startExecution, type OperationRequest } from '../executor/operation.executor.ts';
import { runPlan } from '../executor/plan.executor.ts';
import { takeRootAnswer } from '../executor/root-fetch.step.ts';
import { requestOf } from '../executor/send.step.ts';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import type { SubgraphSocketClient } from '../transport/subgraph-socket.client.ts';
import { afterVariable, withCursor } from './cursor.operation.ts';
import { followUpstream, type ResumingOptions } from './resuming.upstream.ts';
import { SubscriptionInvalid } from './subscription.fault.ts';
import { splitSubscriptionPlan } from './subscription.plan.ts';

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
  const { root } = await graph.planner.plan(text, prepared.operation.name?.value);
  const { primary, joins } = splitSubscriptionPlan(root);

  async function join(answer: SubgraphAnswer): Promise<ExecutionResult> {
    const execution: Execution = { ...(started as Execution), data: {}, errors: [] };
    takeRootAnswer(execution, primary, answer);
    for (const node of joins) await runPlan(execution, node);
    return finishExecution(request, execution);
  }

  const open = (after: unknown) => {
    request.assertAllowed();
    const variables = { ...request.variables, [afterVariable]: after };
    const endpoint = request.endpointOf(primary.serviceName);
    return { ...requestOf({ variables }, primary), endpoint, authorization: request.authorization };
  };
  const upstream = followUpstream(dependencies.sockets, { cursor, request: open }, { ...dependencies, signal });
  for await (const answer of upstream) yield () => join(answer);
}
