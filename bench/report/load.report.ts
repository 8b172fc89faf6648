import type { BenchmarkReport } from '../benchmark/benchmark.ts';
import type { LoadSeries } from '../benchmark/load.bench.ts';
import type { LoadSample } from '../load/run-load.ts';
import { medianOf, type FigureOf } from './median.ts';
import { figure, table, withRange } from './table.ts';
import { failureLines, turnsOutcome, type Ratios } from './turns.report.ts';

/** A column with a figure of each contender divided by that of one of them. */
export interface Baseline {
  readonly contender: string;
  /** Of the column. */
  readonly title: string;
  readonly figure: FigureOf<LoadSample>;
}

const columns: readonly (readonly [title: string, figure: FigureOf<LoadSample>])[] = [
  ['p50, ms', 'p50'],
  ['p99, ms', 'p99'],
  ['RSS, MiB', 'residentMebibytes'],
  ['CPU s per 1,000', 'cpuSecondsPerThousand'],
  ['subgraph calls per request', 'subgraphCallsPerRequest'],
];

/** One table per mode, with the medians of all runs. */
export function loadMarkdown(series: readonly LoadSeries[], baselines: readonly Baseline[]): string {
  const modes = [...new Set(series.map(({ mode }) => mode))];
  const head = ['', 'requests/s', ...columns.map(([title]) => title), ...baselines.map(({ title }) => title)];
  const sections = modes.map((mode) => {
    const own = series.filter((each) => each.mode === mode);
    const rows = own.map((each) => row(each, ratiosOf(each, series, baselines)));
    return `${mode.title}:\n\n${table(head, rows)}\n${failureLines(own)}`;
  });
  return sections.join('\n');
}

function row({ contender, samples }: LoadSeries, ratios: Ratios): string[] {
  return [
    contender.title,
    withRange(samples.map((sample) => sample.requestsPerSecond)),
    ...columns.map(([, name]) => figure(medianOf(samples, name))),
    ...Object.values(ratios).map(figure),
  ];
}

/** By title, of the same mode; NaN where one of the two was not measured. */
function ratiosOf(
  { mode, samples }: LoadSeries,
  series: readonly LoadSeries[],
  baselines: readonly Baseline[],
): Ratios {
  const base = (name: string): readonly LoadSample[] =>
    series.find((each) => each.mode === mode && each.contender.name === name)?.samples ?? [];
  return Object.fromEntries(
    baselines.map(({ contender, title, figure: name }) => [
      title,
      medianOf(samples, name) / medianOf(base(contender), name),
    ]),
  );
}

export function loadOutcome(
  series: readonly LoadSeries[],
  baselines: readonly Baseline[],
): Pick<BenchmarkReport, 'result' | 'hasFailures'> {
  return turnsOutcome(series, (each) => ({ mode: each.mode.name, ratios: ratiosOf(each, series, baselines) }));
}
