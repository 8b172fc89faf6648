import type { FastifyError, FastifyInstance } from 'fastify';
import type { ErrorFormatter } from './gateway-error.formatter.ts';

export interface RequestErrorOptions {
  readonly formatError: ErrorFormatter;
  /** Where GraphQL is served. */
  readonly path: string;
}

/** Requests for anything but GraphQL fail in its form too: `{"errors":[{"message","extensions":{"code"}}]}`. */
export function registerErrorHandlers(server: FastifyInstance, { formatError, path }: RequestErrorOptions): void {
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const { statusCode = 500, message } = error;
    const isOfClient = statusCode >= 400 && statusCode < 500;
    const extensions = isOfClient ? { code: 'BAD_REQUEST' } : {};
    const formatted = formatError({ message, extensions }, error);
    return reply.code(isOfClient ? statusCode : 500).send({ errors: [formatted] });
  });
  server.setNotFoundHandler((request, reply) => {
    const message = `Nothing is served at ${request.method} ${request.url.split('?')[0]}. GraphQL is at ${path}.`;
    return reply.code(404).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  });
}
