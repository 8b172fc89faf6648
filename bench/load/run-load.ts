import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnvironment, track, type RunningServer } from '../process/child-process.ts';
import { readUsage } from '../process/process-usage.ts';
import type { LoadMessage, LoadOrder } from './load.messages.ts';

/** One run of one contender under load. */
export interface LoadSample {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Resident memory when the load ends, MiB. */
  readonly residentMebibytes: number;
  readonly cpuSecondsPerThousand: number;
  readonly subgraphCallsPerRequest: number;
  /** Milliseconds. */
  readonly longest: number;
  readonly failed: number;
  /** What the first request that failed got. */
  readonly reason: string | undefined;
}

export interface LoadTarget {
  readonly server: RunningServer;
  /** How many requests the subgraphs have had so far. */
  readonly countCalls: () => Promise<number>;
}

const program = join(import.meta.dirname, 'load.process.ts');

export async function runLoad({ server, countCalls }: LoadTarget, order: LoadOrder): Promise<LoadSample> {
  const child = fork(program, [JSON.stringify(order)], { env: cleanEnvironment(), silent: true });
  const output = track(child);
  const exit = once(child, 'exit');
  const exited = exit.then(() => {
    throw new Error(`The load process ended early:\n${output()}`);
  });
  exited.catch(() => undefined);
  const next = async (): Promise<LoadMessage> =>
    (await Promise.race([once(child, 'message'), exited]))[0] as LoadMessage;
  const look = async () => ({ usage: await readUsage(server.pid), calls: await countCalls() });

  assertNotFailed(await next());
  const before = await look();
  const end = await next();
  assertNotFailed(end);
  const after = await look();
  await exit;
  if (end.kind !== 'measured') throw new Error(`The load process says "${end.kind}" where its report is due.`);
  const { requests, seconds, p50, p99, longest, failed, reason } = end.report;
  return {
    requestsPerSecond: requests / seconds,
    p50,
    p99,
    residentMebibytes: after.usage.residentMebibytes,
    cpuSecondsPerThousand: ((after.usage.cpuSeconds - before.usage.cpuSeconds) / requests) * 1000,
    subgraphCallsPerRequest: (after.calls - before.calls) / requests,
    longest,
    failed,
    reason,
  };
}

function assertNotFailed(message: LoadMessage): void {
  if (message.kind === 'failed') throw new Error(`Under load the contender gave ${message.reason}.`);
}
