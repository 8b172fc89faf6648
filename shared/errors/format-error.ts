import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import { ClientError } from './client-error.ts';
import { withoutValue } from './variable-fault.ts';
import { errorCodes } from './error-code.ts';

/** Of @apollo/server, which subgraphs run on; every other code for a client is in the registry. */
const otherCodes = new Set(['PERSISTED_QUERY_NOT_FOUND']);

/** Shows client errors as they are and masks every other one behind a reference that stands in the log. */
export function createErrorFormatter(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = innermost(error);
    if (cause instanceof ClientError || hasKnownCode(cause)) {
      // @apollo/server overwrites the code of an error thrown by a scalar; the scalar's own says more.
      const extensions = { ...formatted.extensions, ...cause.extensions };
      return { ...formatted, message: messageOf(cause.message, extensions['code']), extensions };
    }
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && (otherCodes.has(code) || code in errorCodes)) {
      return { ...formatted, message: messageOf(formatted.message, code) };
    }
    const reference = randomUUID();
    logger.error({ err: cause, reference, path: formatted.path }, 'unexpected error');
    return {
      message: `The server failed on this request. Its operator finds the details under reference ${reference}.`,
      ...(formatted.path && { path: formatted.path }),
      ...(formatted.locations && { locations: formatted.locations }),
      extensions: { code: 'INTERNAL', reference },
    };
  };
}

function messageOf(message: string, code: unknown): string {
  return code === 'BAD_USER_INPUT' ? withoutValue(message) : message;
}

function innermost(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current;
}

function hasKnownCode(error: unknown): error is GraphQLError {
  return (
    error instanceof GraphQLError &&
    typeof error.extensions['code'] === 'string' &&
    error.extensions['code'] in errorCodes
  );
}
