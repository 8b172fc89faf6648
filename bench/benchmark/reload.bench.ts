import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from '../contender/contender.ts';
import { hive } from '../contender/hive.contender.ts';
import { liaison } from '../contender/liaison.contender.ts';
import { selected } from '../contender/select.ts';
import { changingSupergraphs } from '../graph/changing-supergraph.ts';
import type { LoadOrder } from '../load/load.messages.ts';
import { sharingOff } from '../load/mode.ts';
import { runLoad, type LoadSample } from '../load/run-load.ts';
import type { BenchOptions } from '../options.ts';
import { median } from '../report/median.ts';
import { reloadMarkdown, reloadOutcome } from '../report/reload.report.ts';
import { startSubscribers } from '../subscriber/run-subscribers.ts';
import type { PacedReport } from '../subscriber/subscriber.messages.ts';
import { startSwapping, type SwapPlan, type SwapReport } from '../swap/supergraph.swap.ts';
import type { Benchmark } from './benchmark.ts';
import { startContender, type Entrant } from './contender.field.ts';
import { startLiveSite, type LiveSite } from './live.site.ts';
import { nestedBody } from './load.bench.ts';
import { takeTurns } from './take-turns.ts';

/** One run of one contender, first with one supergraph and then with another each second. */
export interface ReloadSample {
  /** Milliseconds that queries take while nothing changes. */
  readonly steadyP50: number;
  readonly steadyP99: number;
  /** Milliseconds that they take while supergraphs change. */
  readonly reloadP50: number;
  readonly reloadP99: number;
  /** `reloadP99` divided by `steadyP99`. */
  readonly p99Ratio: number;
  /** Milliseconds of the longest while supergraphs change. */
  readonly longest: number;
  readonly failedRequests: number;
  /** What the first of these got. */
  readonly failure: string | undefined;
  readonly published: number;
  /** Subscriptions that the gateway ended; their clients went on from their cursors. */
  readonly endedSubscriptions: number;
  /** Why it ended the first of them. */
  readonly endReason: string | undefined;
  readonly lostEvents: number;
  readonly doubledEvents: number;
  readonly wrongEvents: number;
  /** The beginning of the first wrong one. */
  readonly firstWrong: string | undefined;
  readonly swaps: number;
  /** Supergraphs that were in service before the next one came. */
  readonly servedSwaps: number;
  /** Milliseconds until they were. */
  readonly swapTime: number;
}

/** Requests per second: a part of what a gateway can do, so that what they wait for is its pauses and not each other. */
const pace = 50;
const connections = 16;
const subscribers = 200;
const eventsPerSecond = 5;

/** What a change of the supergraph costs those that ask and those that listen. */
export const reloadBenchmark: Benchmark = async ({ options, folder }) => {
  const site = await startLiveSite(folder);
  try {
    const turns = await takeTurns({
      name: 'reload',
      contenders: selected({ contenders: [liaison, hive], essential: [liaison] }, options),
      runs: options.runs,
      measure: (contender) => measureContender(contender, site, options),
      describe: ({ steadyP99, reloadP99 }) => `p99 ${steadyP99.toFixed(1)} ms, then ${reloadP99.toFixed(1)} ms`,
    });
    return { markdown: `### Reload\n\n${reloadMarkdown(turns)}`, ...reloadOutcome(turns) };
  } finally {
    await site.stop();
  }
};

async function measureContender(contender: Contender, site: LiveSite, options: BenchOptions): Promise<ReloadSample> {
  const supergraphFile = join(site.folder, `supergraph-of-${contender.name}.graphql`);
  const supergraphs = changingSupergraphs(site.subgraphOrigin);
  await writeFile(supergraphFile, supergraphs[0]);
  const entrant = await startContender(contender, { ...site, supergraphFile }, sharingOff);
  try {
    return await measureReloads(entrant, site, { options, file: supergraphFile, supergraphs, url: entrant.url });
  } finally {
    await entrant.server.stop();
  }
}

interface ReloadPlan extends SwapPlan {
  readonly options: BenchOptions;
}

async function measureReloads(entrant: Entrant, site: LiveSite, plan: ReloadPlan): Promise<ReloadSample> {
  const { swaps, warmUp } = plan.options;
  const { url, answerBytes, server } = entrant;
  const countCalls = async (): Promise<number> => (await site.counts()).calls;
  const load = (order: Pick<LoadOrder, 'warmUp' | 'duration' | 'pace'>): Promise<LoadSample> =>
    runLoad(
      { server, countCalls },
      { url, connections, isAuthorizationDistinct: false, body: nestedBody, answerBytes, ...order },
    );
  const fleet = startSubscribers();
  try {
    const publisher = site.subgraphOrigin;
    await fleet.order({ kind: 'open', publisher, url, clients: subscribers, isIdShared: false, isResuming: true });
    await fleet.order({ kind: 'pace', perSecond: eventsPerSecond });
    // As fast as it goes, since at the pace itself code would be compiled for minutes.
    await load({ warmUp, duration: 1_000 });
    const measured = { warmUp: warmUp / 3, duration: swaps * 1_000, pace };
    const steady = await load(measured);
    const swapping = startSwapping(plan);
    const reload = await load(measured);
    const swapped = await swapping.stop();
    const events = await fleet.order({ kind: 'settle' });
    return { ...timesOf(steady, reload), ...swapsOf(swapped), ...eventsOf(events) };
  } finally {
    await fleet.stop();
  }
}

function timesOf(steady: LoadSample, reload: LoadSample) {
  return {
    steadyP50: steady.p50,
    steadyP99: steady.p99,
    reloadP50: reload.p50,
    reloadP99: reload.p99,
    p99Ratio: reload.p99 / steady.p99,
    longest: reload.longest,
    failedRequests: steady.failed + reload.failed,
    failure: steady.reason ?? reload.reason,
  };
}

function swapsOf({ written, times }: SwapReport) {
  return { swaps: written, servedSwaps: times.length, swapTime: median(times) };
}

function eventsOf({ published, ended, reason, lost, doubled, wrong, firstWrong }: PacedReport) {
  const faults = { lostEvents: lost, doubledEvents: doubled, wrongEvents: wrong, firstWrong };
  return { published, endedSubscriptions: ended, endReason: reason, ...faults };
}
