import type { GraphQLError } from 'graphql';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { EngineAnswer } from './engine.ts';

export interface Outcome {
  /** JSON of the response's `data`; undefined where nothing was executed. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLError[];
}

/** Writes what was executed for the client that asked for it. */
export function writeAnswer({ data, errors }: Outcome, formatError: ErrorFormatter): EngineAnswer {
  const wasExecuted = data !== undefined;
  if (errors.length === 0) return { text: `{"data":${data ?? 'null'}}`, wasExecuted };
  const formatted = JSON.stringify(errors.map((error) => formatError(error.toJSON(), error)));
  return { text: wasExecuted ? `{"errors":${formatted},"data":${data}}` : `{"errors":${formatted}}`, wasExecuted };
}
