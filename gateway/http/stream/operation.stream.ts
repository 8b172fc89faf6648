import type { ServerResponse } from 'node:http';
import { OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../../engine/gateway-context.ts';
import type { OpenedOperation, OperationService } from '../../engine/operation.service.ts';
import type { Subscriber } from '../../subscriptions/subscriber.ts';
import type { SubscriptionHub, SubscriptionRequest } from '../../subscriptions/subscription.hub.ts';
import type { JsonObject } from '../../transport/subgraph-answer.ts';
import { openStream, type ResponseStream } from './response.stream.ts';
import { formatEvent, type StreamFormat } from './stream.format.ts';
import type { StreamLimit } from './stream.limit.ts';

export interface StreamDependencies {
  readonly operations: OperationService;
  readonly hub: SubscriptionHub;
  readonly limit: StreamLimit;
}

/** An operation that is to be run for one client. */
export interface StreamedOperation {
  readonly operation: OpenedOperation;
  readonly variables: Readonly<JsonObject>;
  readonly context: GatewayContext;
}

/**
 * Answers one operation, of whatever kind, in a response that lasts as long as the operation does. Throws ClientError
 * TOO_MANY_STREAMS before anything is written.
 */
export function streamOperation(
  dependencies: StreamDependencies,
  streamed: StreamedOperation,
  { response, format }: { readonly response: ServerResponse; readonly format: StreamFormat },
): void {
  let leave: (() => void) | undefined;
  const release = dependencies.limit.take();
  const closed = (): void => {
    release();
    leave?.();
  };
  const stream = openStream(response, { ...format, closed });
  if (isSubscription(streamed.operation)) {
    leave = dependencies.hub.subscribe(subscriptionOf(streamed), subscriberOf(stream, format));
    return;
  }
  const { operation, variables, context } = streamed;
  void dependencies.operations.execute(operation, { variables, scope: context }).then(({ text }) => {
    stream.write(format.result(Buffer.from(text)));
    stream.end(format.closing);
  });
}

/** A whole response as a stream of one result: for clients that take nothing but a stream. */
export function streamText(response: ServerResponse, format: StreamFormat, text: string): void {
  const stream = openStream(response, { ...format, closed: () => undefined });
  stream.write(format.result(Buffer.from(text)));
  stream.end(format.closing);
}

export function isSubscription({ prepared }: OpenedOperation): boolean {
  return prepared.operation.operation === OperationTypeNode.SUBSCRIPTION;
}

export function subscriptionOf({ operation, variables, context }: StreamedOperation): SubscriptionRequest {
  const { graph, prepared } = operation;
  return { graph, prepared, variables, context };
}

function subscriberOf(stream: ResponseStream, format: StreamFormat): Subscriber {
  return {
    next: (event) => stream.write(formatEvent(format, event)),
    end: (end) => {
      if (end.kind !== 'completed') stream.write(format.failure(end.errors));
      stream.end(format.closing);
    },
    pending: () => stream.pending(),
  };
}
