import { DefaultLogger, type LogContext, type LoggerNamespace } from '@mikro-orm/core';
import type { Logger } from '../telemetry/logger.ts';

/** Counts the statements that an ORM sends, and passes them on to the log at level debug, without their values. */
export class SqlCounter {
  readonly statements: string[] = [];
  count = 0;
  private isRecording = false;

  /** Runs `work` and returns the statements that were sent meanwhile, with their values. */
  async record(work: () => Promise<unknown>): Promise<string[]> {
    this.statements.length = 0;
    this.isRecording = true;
    try {
      await work();
    } finally {
      this.isRecording = false;
    }
    return [...this.statements];
  }

  asLogger(logger: Logger): DefaultLogger {
    const isRecording = (): boolean => this.isRecording;
    const note = (sql: string): void => {
      this.count += 1;
      if (this.isRecording) this.statements.push(sql);
      logger.debug({ sql }, 'query');
    };
    return new (class extends DefaultLogger {
      override log(namespace: LoggerNamespace, message: string): void {
        if (namespace === 'query') note(message);
      }
      override logQuery(context: { query: string } & LogContext): void {
        note(context.query);
      }
      /** Values of a statement may be anything that is said of a citizen or a secret case: no log gets them. */
      override isEnabled(namespace: LoggerNamespace): boolean {
        return namespace !== 'query-params' || isRecording();
      }
    })({ writer: () => undefined });
  }
}
