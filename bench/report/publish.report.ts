import type { PublishSample } from '../registry/publish.measure.ts';
import type { SizeSample } from '../registry/size.measure.ts';
import { medianOf, type FigureOf } from './median.ts';
import { figure, table } from './table.ts';

/** Medians of the runs; of what must not happen, the sum. */
export function publishMarkdown(samples: readonly PublishSample[], sizes: readonly SizeSample[]): string {
  const count = (name: FigureOf<PublishSample>) => String(medianOf(samples, name));
  const middle = (name: FigureOf<PublishSample>) => figure(medianOf(samples, name));
  const sum = (name: FigureOf<PublishSample>) => String(samples.reduce((total, sample) => total + sample[name], 0));
  const ratios = samples.map(({ p99Ratio }) => p99Ratio);
  const rows: [string, string][] = [
    ['runs', String(samples.length)],
    ['publishes in each, one after the other', count('publishes')],
    ['publish, ms', middle('publishTime')],
    ['in service after, ms', middle('swapTime')],
    ['steady p99, ms', middle('steadyP99')],
    ['p99 while somebody publishes, ms', middle('publishP99')],
    ['p99 × steady', middle('p99Ratio')],
    ['least and most of it', `${figure(Math.min(...ratios))}, ${figure(Math.max(...ratios))}`],
    ['longest query, ms', middle('longest')],
    ['requests failed', sum('failedRequests')],
    ['subscriptions open', count('subscriptions')],
    ['subscriptions ended', sum('endedSubscriptions')],
    ['events', count('events')],
    ['events lost', sum('lostEvents')],
    ['events doubled or wrong', sum('doubledEvents')],
    ['RSS before the first publish, MiB', middle('residentBefore')],
    ['RSS after the last one, MiB', middle('residentAfter')],
  ];
  const reason = samples.find(({ failure }) => failure !== undefined)?.failure;
  const failure = reason === undefined ? '' : `\nThe first request that failed got \`${reason}\`.\n`;
  const sizeRows = sizes.map(({ subgraphs, versions, publishTime, swapTime }) => [
    String(subgraphs),
    String(versions),
    figure(publishTime),
    figure(swapTime),
  ]);
  const sizeTable = table(['subgraphs', 'versions', 'publish, ms', 'in service after, ms'], sizeRows);
  return `${table(['', ''], rows)}\n${failure}\n${sizes.length > 0 ? `${sizeTable}\n` : ''}`;
}
