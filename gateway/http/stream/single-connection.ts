import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { GatewayContext } from '../../engine/gateway-context.ts';
import type { OperationService } from '../../engine/operation.service.ts';
import { readMessage, searchOf } from '../graphql.message.ts';
import { createAnswer, type HttpAnswer } from '../http.answer.ts';
import { readAccept } from '../media-type.ts';
import { assertMethod, openOperation } from '../operation.answer.ts';
import type { RequestParameters } from '../request.parameters.ts';
import type { ReservedStreams } from './reserved.streams.ts';

export interface SingleConnectionDependencies {
  readonly operations: OperationService;
  readonly streams: ReservedStreams;
}

export interface SingleConnectionOptions {
  /** Bytes of the largest request body. */
  readonly maxBody: number;
}

/** One request of a client whose token was verified. */
export interface StreamRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: GatewayContext;
}

/** Characters of the longest id that a client may give an operation. */
const longestId = 256;

/** Whether a request belongs to the "single connection mode" of GraphQL over Server-Sent Events. */
export function isOfSingleConnection(request: IncomingMessage): boolean {
  return request.method === 'PUT' || request.method === 'DELETE' || tokenOf(request) !== undefined;
}

/** Answers a request of the "single connection mode"; undefined where the response has become the stream. */
export async function answerSingleConnection(
  dependencies: SingleConnectionDependencies,
  { maxBody }: SingleConnectionOptions,
  { request, response, context }: StreamRequest,
): Promise<HttpAnswer | undefined> {
  const { operations, streams } = dependencies;
  const claim = { token: tokenOf(request) ?? '', actor: context.actor };
  const accepted = readAccept(request.headers.accept);
  if (request.method === 'PUT') return plain(201, streams.reserve(context.actor));
  if (request.method === 'DELETE') {
    streams.stop(claim, new URLSearchParams(searchOf(request.url ?? '')).get('operationId') ?? '');
    return plain(200);
  }
  if (request.method === 'GET' && accepted.stream === 'text/event-stream') {
    streams.open(claim.token, response);
    return undefined;
  }
  const message = await readMessage(request, maxBody);
  const parameters = message.read();
  const operationId = operationIdOf(parameters);
  const operation = openOperation(operations, parameters, context.client);
  if ('errors' in operation) {
    // Whatever the media type: a client that sees no error status waits for events.
    const { text } = operations.refuse(operation);
    return createAnswer({ status: 400, type: accepted.result ?? 'application/json', text });
  }
  assertMethod(operation, message.method);
  streams.start(claim, operationId, { operation, variables: parameters.variables, context });
  return plain(202);
}

function tokenOf({ headers, url = '' }: IncomingMessage): string | undefined {
  const header = headers['x-graphql-event-stream-token'];
  if (typeof header === 'string') return header;
  return url.includes('token=') ? (new URLSearchParams(searchOf(url)).get('token') ?? undefined) : undefined;
}

function operationIdOf({ extensions }: RequestParameters): string {
  const { operationId } = extensions;
  if (typeof operationId === 'string' && operationId !== '' && operationId.length <= longestId) return operationId;
  throw new ClientError(
    'BAD_REQUEST',
    `An operation for an event stream needs "extensions.operationId", a text of 1 to ${longestId} characters of your choice.`,
  );
}

function plain(status: number, text = ''): HttpAnswer {
  return createAnswer({ status, type: 'text/plain', text });
}
