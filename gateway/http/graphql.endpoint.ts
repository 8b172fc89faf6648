import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import type {
  OpenedOperation,
  OperationAnswer,
  OperationService,
  RefusedOperation,
} from '../engine/operation.service.ts';
import { authenticate, type AuthenticationDependencies } from './authentication.ts';
import { readAcceptEncoding } from './content-coding.ts';
import { refuseCrossSite } from './cross-site.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { createAnswer, type HttpAnswer } from './http.answer.ts';
import { isJsonType, readAccept, type ResultType } from './media-type.ts';
import { readBody } from './request.body.ts';
import { faultAnswer, MethodNotAllowed, wasAbandoned } from './request.fault.ts';
import { readBodyParameters, readUrlParameters, type RequestParameters } from './request.parameters.ts';
import { createSharedAnswers, type AnswerKey } from './shared.answers.ts';

export interface GraphqlEndpointDependencies extends AuthenticationDependencies {
  readonly operations: OperationService;
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
}

export type GraphqlEndpoint = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers GraphQL over HTTP. Equal queries that are in flight at once (same method, text, media type and scope) are
 * answered once, and all get the same bytes.
 */
export function createGraphqlEndpoint(
  dependencies: GraphqlEndpointDependencies,
  options: GraphqlEndpointOptions,
): GraphqlEndpoint {
  const { epoch, formatError, isStopping } = dependencies;
  const shared = createSharedAnswers();

  async function answer(request: IncomingMessage): Promise<HttpAnswer> {
    if (isStopping()) throw new ClientError('SERVICE_STOPPING', 'The gateway is shutting down. Connect again.');
    refuseCrossSite(request);
    const context = await authenticate(request.headers, dependencies);
    const message = await readMessage(request, options.maxBody);
    const { result } = readAccept(request.headers.accept);
    if (!epoch) return begin({ message, context, result }).run();
    const key = keyOf({ message, context, result }, epoch.current());
    const underWay = shared.join(key);
    if (underWay) return underWay;
    const { run, isQuery } = begin({ message, context, result });
    return isQuery ? shared.lead(key, run) : run();
  }

  function begin(exchange: Exchange): Begun {
    const { message, context, result = throwNotAcceptable() } = exchange;
    const parameters = message.read();
    const operation = openOperation(dependencies.operations, parameters);
    if ('errors' in operation) {
      const refused = answerOf(dependencies.operations.refuse(operation), result);
      return { isQuery: false, run: async () => refused };
    }
    const { operation: kind } = operation.prepared.operation;
    assertMethod(kind, message.method);
    const run = async () => {
      const { variables } = parameters;
      return answerOf(await dependencies.operations.execute(operation, { variables, scope: context }), result);
    };
    return { isQuery: kind === OperationTypeNode.QUERY, run };
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answered: HttpAnswer;
    try {
      answered = await answer(request);
      const coding = options.isCompressing ? readAcceptEncoding(request.headers['accept-encoding']) : undefined;
      if (coding) answered = await answered.compressed(coding);
    } catch (error) {
      if (wasAbandoned(request)) return;
      answered = faultAnswer(error, readAccept(request.headers.accept).result ?? 'application/json', formatError);
    }
    // Requests in flight are answered while the gateway stops; their connections must not outlive them.
    if (isStopping() || !request.complete) response.shouldKeepAlive = false;
    answered.send(response);
  }

  return (request, response) => void respond(request, response);
}

/** What a client sent, not parsed yet: only the one request that does the work needs its value. */
interface Message {
  readonly method: 'GET' | 'POST';
  readonly bytes: Buffer;
  /** Throws ClientError BAD_REQUEST. */
  read(): RequestParameters;
}

interface Exchange {
  readonly message: Message;
  readonly context: GatewayContext;
  /** Undefined where the client takes none. */
  readonly result: ResultType | undefined;
}

interface Begun {
  readonly isQuery: boolean;
  readonly run: () => Promise<HttpAnswer>;
}

async function readMessage(request: IncomingMessage, maxBody: number): Promise<Message> {
  const { method, url = '', headers } = request;
  if (method === 'GET') {
    const mark = url.indexOf('?');
    return { method, bytes: Buffer.from(url), read: () => readUrlParameters(mark < 0 ? '' : url.slice(mark)) };
  }
  if (method !== 'POST') {
    throw new MethodNotAllowed(
      `${method} is not for GraphQL. Send a query by GET or POST, a mutation by POST.`,
      'GET, POST',
    );
  }
  if (!isJsonType(headers['content-type']) || (headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new ClientError(
      'UNSUPPORTED_MEDIA_TYPE',
      'The request body must be JSON in UTF-8, not compressed, with "content-type: application/json".',
    );
  }
  const body = await readBody(request, maxBody);
  return { method, bytes: body, read: () => readBodyParameters(body.toString()) };
}

/** The execution gets to see nothing of the client that does not stand here. */
function keyOf({ message, context, result }: Exchange, epoch: number): AnswerKey {
  const { headers } = context;
  let scope = `${epoch} ${message.method} ${result}`;
  for (const name in headers) scope += `\n${name}:${headers[name]}`;
  return { scope, bytes: message.bytes };
}

function openOperation(
  operations: OperationService,
  { query, operationName }: RequestParameters,
): OpenedOperation | RefusedOperation {
  if (query !== undefined) return operations.open({ query, operationName });
  const message = 'The gateway keeps no queries by their hash. Send the text in "query".';
  return { errors: [new GraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } })] };
}

function assertMethod(kind: OperationTypeNode, method: Message['method']): void {
  if (kind === OperationTypeNode.SUBSCRIPTION) {
    throw new ClientError(
      'NOT_ACCEPTABLE',
      'A subscription cannot be answered in one piece. Open a WebSocket with the subprotocol graphql-transport-ws here.',
    );
  }
  if (kind === OperationTypeNode.MUTATION && method === 'GET') {
    throw new MethodNotAllowed('A GET changes nothing. Send the mutation by POST.', 'POST');
  }
}

function throwNotAcceptable(): never {
  throw new ClientError(
    'NOT_ACCEPTABLE',
    'A result comes as application/graphql-response+json or application/json. Name one of them in the Accept header.',
  );
}

/** Statuses as the specification of GraphQL over HTTP gives them for each media type. */
function answerOf({ text, outcome }: OperationAnswer, type: ResultType): HttpAnswer {
  const refusedStatus = type === 'application/json' ? 200 : 400;
  const status = { executed: 200, refused: refusedStatus, failed: 500 }[outcome];
  return createAnswer({ status, type, text });
}
