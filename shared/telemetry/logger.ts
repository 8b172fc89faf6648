import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard error, so that standard output stays for what a command prints. */
export function createLogger(
  service: string,
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const serializers = { err: (error: unknown) => withoutValues(stdSerializers.err(error as Error)) };
  return pino({ name: service, level, base: { service }, serializers }, destination);
}

/** Drivers hang on their errors the statement with all its values, which may be a citizen's name or number. */
const statementKeys = new Set(['sql', 'parameters', 'params', 'values', 'query']);

function withoutValues(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutValues);
  const kept = Object.entries(value).filter(([key]) => !statementKeys.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutValues(inner)]));
}
