import type { PublishSample } from '../registry/publish.measure.ts';
import type { SizeSample } from '../registry/size.measure.ts';
import { figure, table } from './table.ts';

export function publishMarkdown(sample: PublishSample, sizes: readonly SizeSample[]): string {
  const rows: [string, string][] = [
    ['publishes, one after the other', String(sample.publishes)],
    ['publish, ms', figure(sample.publishTime)],
    ['in service after, ms', figure(sample.swapTime)],
    ['steady p99, ms', figure(sample.steadyP99)],
    ['p99 while somebody publishes, ms', figure(sample.publishP99)],
    ['p99 × steady', figure(sample.p99Ratio)],
    ['longest query, ms', figure(sample.longest)],
    ['requests failed', String(sample.failedRequests)],
    ['subscriptions open', String(sample.subscriptions)],
    ['subscriptions ended', String(sample.endedSubscriptions)],
    ['events', String(sample.events)],
    ['events lost', String(sample.lostEvents)],
    ['events doubled or wrong', String(sample.doubledEvents)],
    ['RSS before the first publish, MiB', figure(sample.residentBefore)],
    ['RSS after the last one, MiB', figure(sample.residentAfter)],
  ];
  const failure = sample.failure === undefined ? '' : `\nThe first request that failed got \`${sample.failure}\`.\n`;
  const sizeRows = sizes.map(({ subgraphs, versions, publishTime, swapTime }) => [
    String(subgraphs),
    String(versions),
    figure(publishTime),
    figure(swapTime),
  ]);
  const sizeTable = table(['subgraphs', 'versions', 'publish, ms', 'in service after, ms'], sizeRows);
  return `${table(['', ''], rows)}\n${failure}\n${sizes.length > 0 ? `${sizeTable}\n` : ''}`;
}
