import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import type { OperationService } from '../engine/operation.service.ts';
import type { SubscriptionHub } from '../subscriptions/subscription.hub.ts';
import { authenticate, type AuthenticationDependencies } from './authentication.ts';
import { readAcceptEncoding } from './content-coding.ts';
import { refuseCrossSite } from './cross-site.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { readMessage, type GraphqlMessage } from './graphql.message.ts';
import type { HttpAnswer } from './http.answer.ts';
import { readAccept, type AcceptedTypes, type StreamType } from './media-type.ts';
import { answerOf, assertMethod, openOperation } from './operation.answer.ts';
import { faultAnswer, wasAbandoned } from './request.fault.ts';
import { createSharedAnswers, type AnswerKey } from './shared.answers.ts';
import { eventStreamFormat } from './stream/event-stream.format.ts';
import { multipartFormat } from './stream/multipart.format.ts';
import { isSubscription, streamOperation, streamText, type StreamDependencies } from './stream/operation.stream.ts';
import { createReservedStreams } from './stream/reserved.streams.ts';
import { answerSingleConnection, isOfSingleConnection } from './stream/single-connection.ts';
import type { StreamFormat } from './stream/stream.format.ts';
import { createStreamLimit } from './stream/stream.limit.ts';

export interface GraphqlEndpointDependencies extends AuthenticationDependencies {
  readonly operations: OperationService;
  readonly hub: SubscriptionHub;
  readonly formatError: ErrorFormatter;
  /** Undefined: every request is answered on its own. */
  readonly epoch: ReadEpoch | undefined;
  readonly isStopping: () => boolean;
}

export interface GraphqlEndpointOptions {
  /** Bytes of the largest request body. */
  readonly maxBody: number;
  /** Whether clients that ask for it get compressed answers. */
  readonly isCompressing: boolean;
  /** Responses that may stay open at once. */
  readonly maxStreams: number;
  /** Operations that one event stream may hold at once. */
  readonly maxSubscriptions: number;
  /** Events kept for one client. */
  readonly eventBuffer: number;
}

/** GraphQL over HTTP, in one piece and in streams. */
export interface GraphqlEndpoint {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Ends the streams that hold no subscription; the hub ends the others. */
  stop(): void;
}

const formats: Readonly<Record<StreamType, StreamFormat>> = {
  'text/event-stream': eventStreamFormat,
  'multipart/mixed': multipartFormat,
};

/**
 * Equal queries that are in flight at once (same method, text, media type and scope) are answered once, and all get the
 * same bytes.
 */
export function createGraphqlEndpoint(
  dependencies: GraphqlEndpointDependencies,
  options: GraphqlEndpointOptions,
): GraphqlEndpoint {
  const { epoch, formatError, isStopping, operations } = dependencies;
  const shared = createSharedAnswers();
  const limit = createStreamLimit(options.maxStreams);
  const streams = createReservedStreams({ ...dependencies, limit }, options);

  /** Undefined where the response has become a stream. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<HttpAnswer | undefined> {
    if (isStopping()) throw new ClientError('SERVICE_STOPPING', 'The gateway is shutting down. Connect again.');
    refuseCrossSite(request);
    const context = await authenticate(request.headers, dependencies);
    if (isOfSingleConnection(request)) {
      return answerSingleConnection({ operations, streams }, options, { request, response, context });
    }
    const message = await readMessage(request, options.maxBody);
    const exchange = { message, context, accepted: readAccept(request.headers.accept) };
    const key = epoch && exchange.accepted.result ? keyOf(exchange, epoch.current()) : undefined;
    const underWay = key && shared.join(key);
    if (underWay) return underWay;
    const begun = beginOperation({ ...dependencies, limit }, exchange);
    if ('stream' in begun) {
      begun.stream(response);
      return undefined;
    }
    return key && begun.isQuery ? shared.lead(key, begun.run) : begun.run();
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answered: HttpAnswer | undefined;
    try {
      answered = await answer(request, response);
      const coding = options.isCompressing ? readAcceptEncoding(request.headers['accept-encoding']) : undefined;
      if (answered && coding) answered = await answered.compressed(coding);
    } catch (error) {
      if (wasAbandoned(request)) return;
      answered = faultAnswer(error, readAccept(request.headers.accept).result ?? 'application/json', formatError);
    }
    if (!answered) return;
    // Requests in flight are answered while the gateway stops; their connections must not outlive them.
    if (isStopping() || !request.complete) response.shouldKeepAlive = false;
    answered.send(response);
  }

  return { handle: (request, response) => void respond(request, response), stop: () => streams.closeAll() };
}

interface Exchange {
  readonly message: GraphqlMessage;
  readonly context: GatewayContext;
  readonly accepted: AcceptedTypes;
}

type Begun =
  | { readonly isQuery: boolean; readonly run: () => Promise<HttpAnswer> }
  | { readonly stream: (response: ServerResponse) => void };

/** Reads the message and finds out how it is to be answered; nothing is executed yet. */
function beginOperation(dependencies: StreamDependencies, { message, context, accepted }: Exchange): Begun {
  const { operations } = dependencies;
  const { result } = accepted;
  const parameters = message.read();
  const operation = openOperation(operations, parameters, context.client);
  if ('errors' in operation) {
    const refused = operations.refuse(operation);
    // An answer of no use is told why, also to who takes neither form: @defer is asked for with `multipart/mixed`.
    if (result || !accepted.stream) {
      return { isQuery: false, run: async () => answerOf(refused, result ?? 'application/graphql-response+json') };
    }
    return { stream: (response) => streamText(response, formatOf(accepted), refused.text) };
  }
  assertMethod(operation, message.method);
  const { variables } = parameters;
  if (isSubscription(operation) || !result) {
    const format = isSubscription(operation) ? subscriptionFormatOf(accepted) : formatOf(accepted);
    const streamed = { operation, variables, context };
    return { stream: (response) => streamOperation(dependencies, streamed, { response, format }) };
  }
  const isQuery = operation.prepared.operation.operation === OperationTypeNode.QUERY;
  const run = async () => answerOf(await operations.execute(operation, { variables, scope: context }), result);
  return { isQuery, run };
}

/** The execution gets to see nothing of the client that does not stand here. */
function keyOf({ message, context, accepted }: Exchange, epoch: number): AnswerKey {
  const { headers } = context;
  let scope = `${epoch} ${message.method} ${accepted.result}`;
  for (const name in headers) scope += `\n${name}:${headers[name]}`;
  return { scope, bytes: message.bytes };
}

function formatOf({ stream }: AcceptedTypes): StreamFormat {
  if (stream) return formats[stream];
  throw new ClientError(
    'NOT_ACCEPTABLE',
    'A result comes as application/graphql-response+json or application/json. Name one of them in the Accept header.',
  );
}

function subscriptionFormatOf({ stream }: AcceptedTypes): StreamFormat {
  if (stream) return formats[stream];
  throw new ClientError(
    'NOT_ACCEPTABLE',
    'A subscription is not answered in one piece. Accept text/event-stream or multipart/mixed;subscriptionSpec=1.0, or open a WebSocket with the subprotocol graphql-transport-ws here.',
  );
}
