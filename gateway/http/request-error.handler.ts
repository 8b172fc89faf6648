import type { FastifyError, FastifyInstance } from 'fastify';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';

export interface RequestErrorOptions {
  readonly formatError: ErrorFormatter;
  /** Bytes; named in the message of REQUEST_TOO_LARGE. */
  readonly maxBody: number;
  /** Where GraphQL is served. */
  readonly path: string;
}

/** Requests that never get to GraphQL fail in its form too: `{"errors":[{"message","extensions":{"code"}}]}`. */
export function registerErrorHandlers(server: FastifyInstance, options: RequestErrorOptions): void {
  const { formatError, maxBody, path } = options;
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const fault = toClientError(error, maxBody);
    const formatted = formatError({ message: fault.message, extensions: extensionsOf(fault) }, fault);
    const status = error instanceof ClientError ? error.status : clientStatus(error);
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    return reply.code(status).send({ errors: [formatted] });
  });
  server.setNotFoundHandler((request, reply) => {
    const message = `Nothing is served at ${request.method} ${request.url.split('?')[0]}. GraphQL is at ${path}.`;
    return reply.code(404).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  });
}

function toClientError(error: FastifyError, maxBody: number): Error {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ClientError('REQUEST_TOO_LARGE', `The request body is larger than ${maxBody} bytes. Send less at once.`);
  }
  if (error instanceof ClientError || clientStatus(error) === 500) return error;
  const advice = 'Send a JSON object with "query" and, where needed, "variables" and "operationName".';
  return new ClientError('BAD_REQUEST', `The request cannot be read: ${error.message}. ${advice}`);
}

function extensionsOf(error: Error): Record<string, unknown> {
  return error instanceof ClientError ? error.extensions : {};
}

function clientStatus({ statusCode = 500 }: FastifyError): number {
  return statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}
