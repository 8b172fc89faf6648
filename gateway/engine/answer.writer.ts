import { GraphQLError } from 'graphql';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { EngineAnswer } from './engine.ts';

export interface Outcome {
  /** Undefined where nothing was executed: the variables do not fit. */
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
}

/** Writes what was executed for the client that asked for it. */
export function writeAnswer({ data, errors = [] }: Outcome, formatError: ErrorFormatter): EngineAnswer {
  if (data === undefined) return { text: writeErrors(errors.map(asVariableFault), formatError), wasExecuted: false };
  if (errors.length === 0) return { text: JSON.stringify({ data }), wasExecuted: true };
  const formatted = errors.map((error) => formatError(error.toJSON(), error));
  return { text: JSON.stringify({ errors: formatted, data }), wasExecuted: true };
}

/** A whole response of nothing but errors. */
export function writeErrors(errors: readonly GraphQLError[], formatError: ErrorFormatter): string {
  return JSON.stringify({ errors: errors.map((error) => formatError(error.toJSON(), error)) });
}

function asVariableFault({ message, nodes, originalError }: GraphQLError): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT' };
  return new GraphQLError(message, { nodes: nodes ?? null, originalError: originalError ?? null, extensions });
}
