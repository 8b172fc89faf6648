import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { readBodyParameters } from '../../http/request.parameters.ts';
import type { Registry } from '../registry.ts';
import { installationPath } from '../publish/endpoint.probe.ts';
import type { OperationRunner } from './operation.runner.ts';
import type { OperationAnswer } from './operation.process.ts';

export interface RegistryAccess {
  /** Throws ClientError REGISTRY_UNAVAILABLE. */
  readonly open: () => Registry;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

export interface RegistryRouteDependencies extends RegistryAccess {
  readonly operations: OperationRunner;
}

export interface RegistryRouteOptions {
  /** Bytes of one schema. */
  readonly maxSdl: number;
}

/** Several schemas may come in one act, and JSON writes line ends as two characters. */
const bodyPerSchema = 4;

/** Serves the registry's API: GraphQL by POST, each request with a registry token. */
export function registerRegistryApi(
  server: FastifyInstance,
  { open, operations, formatError }: RegistryRouteDependencies,
  { maxSdl }: RegistryRouteOptions,
): void {
  // Every gateway says whose it is, so that a URL which leads back to one is recognised.
  server.get(installationPath, async () => ({ installation: await open().installation() }));

  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, request, reply) => {
      if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return sendFault(reply, formatError, error);
      // A client that is still sending would meet a reset instead of the answer.
      await drained(request.raw);
      return sendFault(reply, formatError, tooLarge(maxSdl));
    });
    scope.post('/registry', { bodyLimit: maxSdl * bodyPerSchema }, async (request, reply) => {
      const actor = await open().authenticate(tokenOf(request.headers));
      const { query = '', variables, operationName } = readBodyParameters(String(request.body));
      const port = request.raw.socket.localPort;
      const answer = await operations.execute({ query, variables, operationName, port }, actor);
      return reply.send(shown(answer, formatError));
    });
  });
}

/** Milliseconds that a client has to end what is too large anyway. */
const drainTimeout = 10_000;

/** Resolves when the client has sent all of it, or has gone, or takes too long. */
async function drained(request: IncomingMessage): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  const ends = [
    once(request, 'end', { signal }),
    once(request, 'close', { signal }),
    wait(drainTimeout, null, { signal }),
  ];
  request.resume();
  // A connection that breaks is an end as well; the two that are left are aborted.
  await Promise.race(ends.map((each) => each.catch(() => undefined)));
  end.abort();
}

function tooLarge(maxSdl: number): ClientError {
  return new ClientError(
    'SDL_TOO_LARGE',
    `The request is larger than ${maxSdl * bodyPerSchema} bytes, and one schema may have ${maxSdl} (GATEWAY_REGISTRY_MAX_SDL).`,
  );
}

/** Throws ClientError REGISTRY_TOKEN_INVALID where none was sent. */
function tokenOf(headers: IncomingHttpHeaders): string {
  const token = sentToken(headers);
  if (token !== undefined) return token;
  throw new ClientError(
    'REGISTRY_TOKEN_INVALID',
    'The registry takes a token in the header "authorization: Bearer …" or "x-hive-cdn-key".',
  );
}

/** Undefined where the request brings none. */
export function sentToken(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? '')?.[1];
  const key = headers['x-hive-cdn-key'];
  return bearer ?? (typeof key === 'string' && key !== '' ? key : undefined);
}

export function sendFault(
  reply: FastifyReply,
  formatError: RegistryAccess['formatError'],
  error: unknown,
): FastifyReply {
  const { message, extensions, status } =
    error instanceof ClientError ? error : { message: '', extensions: {}, status: statusOf(error) };
  const isOfClient = !(error instanceof ClientError) && status < 500;
  const given = isOfClient ? { message: (error as Error).message, extensions: { code: 'BAD_REQUEST' } } : undefined;
  const formatted = formatError(given ?? { message, extensions }, error);
  return reply.code(status).send({ errors: [formatted] });
}

function statusOf(error: unknown): number {
  return (error as { statusCode?: number }).statusCode ?? 500;
}

function shown({ data, errors }: OperationAnswer, formatError: RegistryAccess['formatError']) {
  const formatted = errors?.map(({ formatted: known, cause }) =>
    formatError(known, cause && Object.assign(new Error(cause.message), cause)),
  );
  return { ...(data !== undefined && { data }), ...(formatted && { errors: formatted }) };
}
