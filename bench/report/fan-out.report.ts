import type { BenchmarkReport } from '../benchmark/benchmark.ts';
import type { FanOutSample } from '../benchmark/fan-out.bench.ts';
import type { Turns } from '../benchmark/take-turns.ts';
import { medianOf, type FigureOf } from './median.ts';
import { figure, table, withRange } from './table.ts';
import { failureLines, turnsOutcome, type Ratios } from './turns.report.ts';

const columns: readonly (readonly [title: string, figure: FigureOf<FanOutSample>])[] = [
  ['p50, ms', 'p50'],
  ['p99, ms', 'p99'],
  ['RSS a client, KiB', 'kibibytesPerClient'],
  ['after the events, KiB', 'kibibytesPerClientAfter'],
  ['CPU s per 100,000', 'cpuSecondsPerHundredThousand'],
  ['upstreams', 'upstreams'],
  ['joins per event', 'joinsPerEvent'],
];

/** Deliveries per second are divided by those of these. */
const baselines = { '× ws': 'raw-ws', '× Hive': 'hive' };

export function fanOutMarkdown(all: readonly Turns<FanOutSample>[]): string {
  const head = ['', 'deliveries/s', ...Object.keys(baselines), ...columns.map(([title]) => title)];
  const rows = all.map((turns) => [
    turns.contender.title,
    withRange(turns.samples.map((sample) => sample.deliveriesPerSecond)),
    ...Object.values(ratiosOf(turns, all)).map(figure),
    ...columns.map(([, name]) => figure(medianOf(turns.samples, name))),
  ]);
  return `${table(head, rows)}\n${failureLines(all)}`;
}

export function fanOutOutcome(all: readonly Turns<FanOutSample>[]): Pick<BenchmarkReport, 'result' | 'hasFailures'> {
  return turnsOutcome(all, (turns) => ({ ratios: ratiosOf(turns, all) }));
}

function ratiosOf({ samples }: Turns<FanOutSample>, all: readonly Turns<FanOutSample>[]): Ratios {
  const speed = (own: readonly FanOutSample[]): number => medianOf(own, 'deliveriesPerSecond');
  const base = (name: string): readonly FanOutSample[] =>
    all.find(({ contender }) => contender.name === name)?.samples ?? [];
  return Object.fromEntries(
    Object.entries(baselines).map(([title, name]) => [title, speed(samples) / speed(base(name))]),
  );
}
