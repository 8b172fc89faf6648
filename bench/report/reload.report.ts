import type { BenchmarkReport } from '../benchmark/benchmark.ts';
import type { ReloadSample } from '../benchmark/reload.bench.ts';
import type { Turns } from '../benchmark/take-turns.ts';
import { medianOf, type FigureOf } from './median.ts';
import { figure, table } from './table.ts';
import { failureLines, turnsOutcome } from './turns.report.ts';

type Columns = readonly (readonly [title: string, figure: FigureOf<ReloadSample>])[];

const medians: Columns = [
  ['steady p50, ms', 'steadyP50'],
  ['p99, ms', 'steadyP99'],
  ['reloads p50, ms', 'reloadP50'],
  ['p99, ms', 'reloadP99'],
  ['p99 × steady', 'p99Ratio'],
  ['longest, ms', 'longest'],
  ['in service after, ms', 'swapTime'],
];

/** Of all runs together. */
const sums: Columns = [
  ['requests failed', 'failedRequests'],
  ['subscriptions ended', 'endedSubscriptions'],
  ['events lost', 'lostEvents'],
  ['doubled', 'doubledEvents'],
  ['wrong', 'wrongEvents'],
];

export function reloadMarkdown(all: readonly Turns<ReloadSample>[]): string {
  const head = ['', ...[...medians, ...sums].map(([title]) => title), 'supergraphs served'];
  const rows = all.map(({ contender, samples }) => {
    const sum = (name: FigureOf<ReloadSample>): number => samples.reduce((total, sample) => total + sample[name], 0);
    return [
      contender.title,
      ...medians.map(([, name]) => figure(medianOf(samples, name))),
      ...sums.map(([, name]) => String(sum(name))),
      `${sum('servedSwaps')} of ${sum('swaps')}`,
    ];
  });
  return `${table(head, rows)}\n${reasonLines(all)}${failureLines(all)}`;
}

/** What the first of each kind of failure was. */
function reasonLines(all: readonly Turns<ReloadSample>[]): string {
  const kinds = {
    'request that failed got': 'failure',
    'subscription that it ended got': 'endReason',
    'wrong event was': 'firstWrong',
  } as const;
  return all
    .flatMap(({ contender, samples }) =>
      Object.entries(kinds).map(([kind, name]) => {
        const reason = samples.find((sample) => sample[name] !== undefined)?.[name];
        return reason === undefined ? '' : `\n${contender.title}: the first ${kind} \`${reason}\`.\n`;
      }),
    )
    .join('');
}

export function reloadOutcome(all: readonly Turns<ReloadSample>[]): Pick<BenchmarkReport, 'result' | 'hasFailures'> {
  return turnsOutcome(all, ({ samples }) => ({ ratios: { 'p99 × steady': medianOf(samples, 'p99Ratio') } }));
}
