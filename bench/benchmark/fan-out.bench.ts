import { setTimeout as wait } from 'node:timers/promises';
import type { Contender } from '../contender/contender.ts';
import { hive } from '../contender/hive.contender.ts';
import { liaison } from '../contender/liaison.contender.ts';
import { rawWs } from '../contender/raw-ws.contender.ts';
import { selected } from '../contender/select.ts';
import { sharingOn } from '../load/mode.ts';
import type { BenchOptions } from '../options.ts';
import { startServer, type RunningServer } from '../process/child-process.ts';
import { assertOpenFiles } from '../process/open-files.ts';
import { readUsage } from '../process/process-usage.ts';
import { fanOutMarkdown, fanOutOutcome } from '../report/fan-out.report.ts';
import { median } from '../report/median.ts';
import { startSubscribers, type Subscribers } from '../subscriber/run-subscribers.ts';
import type { Benchmark } from './benchmark.ts';
import { isServing } from './contender.field.ts';
import { startLiveSite, type LiveSite } from './live.site.ts';
import { takeTurns } from './take-turns.ts';

/** One run of one contender before its subscribers. */
export interface FanOutSample {
  readonly deliveriesPerSecond: number;
  /** Milliseconds from the publication of an event until the last client has it, one event at a time. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** What resident memory grew by while the clients came, a client. */
  readonly kibibytesPerClient: number;
  /** The same when all events are over, with what the server has not cleaned up yet. */
  readonly kibibytesPerClientAfter: number;
  readonly cpuSecondsPerHundredThousand: number;
  /** Subscriptions at the subgraph for all clients together. */
  readonly upstreams: number;
  /** Requests to other subgraphs for one event. */
  readonly joinsPerEvent: number;
}

/** Clients that come and go before anything is measured, so that code is compiled and buffers have their sizes. */
const firstClients = 200;
/** Most events that are published one at a time. */
const mostSingleEvents = 200;
const mostEvents = 100_000;
/** Events on their way at once. */
const largestWindow = 16;
/** Milliseconds for the memory of the clients that went. */
const restTime = 500;

/** One subscription of very many clients, and what one event then costs. */
export const fanOutBenchmark: Benchmark = async ({ options, folder }) => {
  assertOpenFiles(options.clients);
  const site = await startLiveSite(folder);
  try {
    const turns = await takeTurns({
      name: 'fan-out',
      contenders: selected({ contenders: [liaison, hive, rawWs] }, options),
      runs: options.runs,
      measure: (contender) => measureContender(contender, site, options),
      describe: ({ deliveriesPerSecond }) => `${deliveriesPerSecond.toFixed(0)} deliveries/s`,
    });
    return {
      markdown: `### Fan-out\n\n${options.clients} clients:\n\n${fanOutMarkdown(turns)}`,
      ...fanOutOutcome(turns),
    };
  } finally {
    await site.stop();
  }
};

async function measureContender(contender: Contender, site: LiveSite, options: BenchOptions): Promise<FanOutSample> {
  const server = await startServer(contender.launch(site, sharingOn), isServing);
  const bench = { server, site, options, isIdShared: contender === rawWs };
  try {
    await withSubscribers(async (subscribers) => {
      await open(bench, subscribers, Math.min(firstClients, options.clients));
      await subscribers.order({ kind: 'throughput', mostEvents, duration: options.warmUp, window: largestWindow });
    });
    await site.quiet();
    await wait(restTime);
    return await withSubscribers((subscribers) => measureFleet(bench, subscribers));
  } finally {
    await server.stop();
  }
}

interface Bench {
  readonly server: RunningServer;
  readonly site: LiveSite;
  readonly options: BenchOptions;
  readonly isIdShared: boolean;
}

async function withSubscribers<Result>(work: (subscribers: Subscribers) => Promise<Result>): Promise<Result> {
  const subscribers = startSubscribers();
  try {
    return await work(subscribers);
  } finally {
    await subscribers.stop();
  }
}

async function open({ server, site, isIdShared }: Bench, subscribers: Subscribers, clients: number): Promise<void> {
  const url = `${server.origin}/graphql`;
  const publisher = site.subgraphOrigin;
  await subscribers.order({ kind: 'open', publisher, url, clients, isIdShared, isResuming: false });
}

async function measureFleet(bench: Bench, subscribers: Subscribers): Promise<FanOutSample> {
  const { clients, duration } = bench.options;
  const look = async () => ({ ...(await readUsage(bench.server.pid)), ...(await bench.site.counts()) });
  const before = await look();
  await open(bench, subscribers, clients);
  const opened = await look();
  const { times } = await subscribers.order({ kind: 'latency', mostEvents: mostSingleEvents, duration });
  const single = await look();
  const p50 = median(times);
  // What is on its way when the time is over takes no longer than another half of it.
  const window = Math.max(1, Math.min(largestWindow, Math.floor(duration / 2 / p50)));
  const all = await subscribers.order({ kind: 'throughput', mostEvents, duration, window });
  const after = await look();
  const growth = (to: typeof after): number => ((to.residentMebibytes - before.residentMebibytes) * 1024) / clients;
  const events = times.length + all.deliveries / clients;
  return {
    deliveriesPerSecond: all.deliveries / all.seconds,
    p50,
    p99: [...times].sort((left, right) => left - right)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN,
    kibibytesPerClient: growth(opened),
    kibibytesPerClientAfter: growth(after),
    cpuSecondsPerHundredThousand: ((after.cpuSeconds - single.cpuSeconds) / all.deliveries) * 100_000,
    upstreams: before.open + after.opened - before.opened,
    joinsPerEvent: (after.calls - opened.calls) / events,
  };
}
