import type { IncomingMessage } from 'node:http';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { createAnswer, type HttpAnswer } from './http.answer.ts';
import type { ResultType } from './media-type.ts';

/** The method cannot do what is asked for; `allow` lists those that can. */
export class MethodNotAllowed extends ClientError {
  readonly allow: string;

  constructor(message: string, allow: string) {
    super('METHOD_NOT_ALLOWED', message);
    this.allow = allow;
  }
}

/** A request that failed as a whole, in GraphQL's form: `{"errors":[{"message","extensions":{"code"}}]}`. */
export function faultAnswer(error: unknown, type: ResultType, formatError: ErrorFormatter): HttpAnswer {
  const [message, extensions] = error instanceof ClientError ? [error.message, error.extensions] : ['', {}];
  const text = JSON.stringify({ errors: [formatError({ message, extensions }, error)] });
  const status = error instanceof ClientError ? error.status : 500;
  return createAnswer({ status, type, text, headers: headersOf(error) });
}

/** Whether the client has gone before its request was read. */
export function wasAbandoned(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

function headersOf(error: unknown): readonly string[] {
  if (error instanceof MethodNotAllowed) return ['allow', error.allow];
  return error instanceof ClientError && error.status === 401 ? ['www-authenticate', 'Bearer'] : [];
}
