import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { post } from '../benchmark/contender.field.ts';
import type { LiveSite } from '../benchmark/live.site.ts';
import { nestedBody } from '../benchmark/load.bench.ts';
import { addedField, changed } from '../graph/changing-supergraph.ts';
import { expectedAnswer } from '../graph/expected-answer.ts';
import { nestedQuery } from '../graph/nested-query.ts';
import { subgraphsWithEvents } from '../graph/subgraphs.ts';
import type { LoadOrder } from '../load/load.messages.ts';
import { runLoad } from '../load/run-load.ts';
import type { BenchOptions } from '../options.ts';
import { readUsage } from '../process/process-usage.ts';
import { median } from '../report/median.ts';
import { startSubscribers } from '../subscriber/run-subscribers.ts';
import { servesField } from '../swap/served-field.ts';
import type { PublishedSubgraph, RegistryServer } from './registry.server.ts';

/** A gateway under queries and subscriptions, first with one graph and then with one publish after the other. */
export interface PublishSample {
  readonly steadyP99: number;
  readonly publishP99: number;
  readonly p99Ratio: number;
  /** Milliseconds of the longest query while somebody publishes. */
  readonly longest: number;
  readonly failedRequests: number;
  readonly failure: string | undefined;
  readonly publishes: number;
  /** Milliseconds of a publish, from its request to its answer. */
  readonly publishTime: number;
  /** Milliseconds from the answer to the first query that is answered with the new graph. */
  readonly swapTime: number;
  readonly subscriptions: number;
  readonly events: number;
  readonly endedSubscriptions: number;
  readonly lostEvents: number;
  readonly doubledEvents: number;
  /** MiB, with all subscriptions open: before the first publish, and some seconds after the last one. */
  readonly residentBefore: number;
  readonly residentAfter: number;
}

const pace = 50;
const connections = 16;
const eventsPerSecond = 5;
/** Milliseconds from one publish to the next, at least. */
const interval = 250;
/** Milliseconds after the last publish until the memory is looked at: an idle composer is kept for 30 seconds. */
const rest = 40_000;

export async function measurePublishing(
  registry: RegistryServer,
  site: LiveSite,
  { warmUp, publishes, publishClients: clients }: BenchOptions,
): Promise<PublishSample> {
  const { url, server } = registry;
  await registry.publish(versionOf(site, 0));
  const answerBytes = await checkedAnswer(url);
  const load = (order: Pick<LoadOrder, 'warmUp' | 'duration' | 'pace'>) =>
    runLoad(
      { server, countCalls: async () => (await site.counts()).calls },
      { url, connections, isAuthorizationDistinct: false, body: nestedBody, answerBytes, ...order },
    );
  const fleet = startSubscribers();
  try {
    await fleet.order({
      kind: 'open',
      publisher: site.subgraphOrigin,
      url,
      clients,
      isIdShared: false,
      isResuming: true,
    });
    await fleet.order({ kind: 'pace', perSecond: eventsPerSecond });
    await load({ warmUp, duration: 1_000 });
    const measured = { warmUp: warmUp / 3, duration: publishes * interval, pace };
    const steady = await load(measured);
    const before = await readUsage(server.pid);
    const publishing = publishOn(registry, site, publishes);
    const [busy, times] = await Promise.all([load(measured), publishing]);
    await wait(rest);
    const after = await readUsage(server.pid);
    const events = await fleet.order({ kind: 'settle' });
    return {
      steadyP99: steady.p99,
      publishP99: busy.p99,
      p99Ratio: busy.p99 / steady.p99,
      longest: busy.longest,
      failedRequests: steady.failed + busy.failed,
      failure: steady.reason ?? busy.reason,
      publishes: times.publish.length,
      publishTime: median(times.publish),
      swapTime: median(times.swap),
      subscriptions: clients,
      events: events.published,
      endedSubscriptions: events.ended,
      lostEvents: events.lost,
      doubledEvents: events.doubled + events.wrong,
      residentBefore: before.residentMebibytes,
      residentAfter: after.residentMebibytes,
    };
  } finally {
    await fleet.stop();
  }
}

async function publishOn(registry: RegistryServer, site: LiveSite, count: number) {
  const times = { publish: [] as number[], swap: [] as number[] };
  for (let number = 1; number <= count; number++) {
    const start = performance.now();
    await registry.publish(versionOf(site, number).filter(({ name }) => name === 'products'));
    const published = performance.now();
    times.publish.push(published - start);
    while ((await servesField(registry.url, addedField.type, addedField.name)) !== (number % 2 === 1)) await wait(5);
    times.swap.push(performance.now() - published);
    await wait(Math.max(0, start + interval - performance.now()));
  }
  return times;
}

/** Every second one has a field more. */
function versionOf({ subgraphOrigin }: LiveSite, number: number): PublishedSubgraph[] {
  const subgraphs = number % 2 === 1 ? subgraphsWithEvents.map(changed) : subgraphsWithEvents;
  return subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `${subgraphOrigin}/${name}` }));
}

/** Bytes of the answer to the nested query, once the gateway serves it. */
async function checkedAnswer(url: string): Promise<number> {
  while (!(await servesField(url, addedField.type, 'upc'))) await wait(20);
  const text = await (await post(url, nestedQuery)).text();
  if (isDeepStrictEqual(JSON.parse(text), expectedAnswer())) return Buffer.byteLength(text);
  throw new Error(`The gateway with a registry gives a wrong answer: ${text.slice(0, 300)} …`);
}
