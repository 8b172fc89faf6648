import type { GraphQLError } from 'graphql';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { EngineAnswer } from './engine.ts';

export interface Outcome {
  /** Undefined where nothing was executed. */
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
}

/** Writes what was executed for the client that asked for it. */
export function writeAnswer({ data, errors = [] }: Outcome, formatError: ErrorFormatter): EngineAnswer {
  const wasExecuted = data !== undefined;
  if (errors.length === 0) return { text: JSON.stringify({ data }), wasExecuted };
  const formatted = errors.map((error) => formatError(error.toJSON(), error));
  return { text: JSON.stringify({ errors: formatted, data }), wasExecuted };
}
