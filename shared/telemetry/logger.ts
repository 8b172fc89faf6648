import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard error, so that standard output stays for what a command prints. */
export function createLogger(service: string, level: LogLevel): Logger {
  return pino({ name: service, level, base: { service } }, pino.destination({ dest: 2, sync: true }));
}
