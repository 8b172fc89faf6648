import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../report/median.ts';
import { largeGraph, revisionField } from './large-graph.ts';
import { servesField } from '../swap/served-field.ts';
import type { RegistryServer } from './registry.server.ts';

/** What a publish costs with so many subgraphs, after so many versions. */
export interface SizeSample {
  readonly subgraphs: number;
  readonly versions: number;
  /** Milliseconds from the request to its answer; the median of those that were timed. */
  readonly publishTime: number;
  /** Milliseconds from the answer until the gateway serves it. */
  readonly swapTime: number;
}

/** Publishes that are timed at the end of each series. */
const timed = 5;

/** Publishes `versions` versions of a graph of `subgraphs` subgraphs, one after the other, and times the last ones. */
export async function measureSize(registry: RegistryServer, subgraphs: number, versions: number): Promise<SizeSample> {
  await registry.publish(largeGraph(subgraphs, 1));
  const times = { publish: [] as number[], swap: [] as number[] };
  for (let revision = 2; revision <= versions; revision++) {
    const start = performance.now();
    await registry.publish(largeGraph(1, revision));
    if (revision <= versions - timed) continue;
    const published = performance.now();
    times.publish.push(published - start);
    while (!(await servesField(registry.url, ...revisionField(revision)))) await wait(5);
    times.swap.push(performance.now() - published);
  }
  return { subgraphs, versions, publishTime: median(times.publish), swapTime: median(times.swap) };
}
