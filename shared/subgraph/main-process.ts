import { operatorReport } from '../errors/operator-message.ts';
import type { RunningService } from './start-subgraph.ts';

/**
 * Runs a service as a process of its own: prints where it stands, stops it on SIGTERM or SIGINT, and says a start's fault
 * in one message with exit code 1.
 */
export async function runAsProcess(start: () => Promise<RunningService>): Promise<void> {
  try {
    const service = await start();
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) return;
      isStopping = true;
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.stdout.write(`ready ${service.url}\n`);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${operatorReport(error)}\n`);
  process.exit(1);
}
