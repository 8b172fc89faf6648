import type { ExecutionResult } from 'graphql';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { EngineAnswer } from './engine.ts';

/** Writes what was executed for the client that asked for it. */
export function writeAnswer({ data, errors }: ExecutionResult, formatError: ErrorFormatter): EngineAnswer {
  const wasExecuted = data !== undefined;
  const formatted = errors?.map((error) => formatError(error.toJSON(), error));
  return {
    text: JSON.stringify({ ...(wasExecuted && { data }), ...(formatted && { errors: formatted }) }),
    wasExecuted,
  };
}
