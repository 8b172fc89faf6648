import type { BenchmarkReport } from '../benchmark/benchmark.ts';
import type { LoadSeries } from '../benchmark/load.bench.ts';
import type { LoadSample } from '../load/run-load.ts';
import { median } from './median.ts';
import { figure, table } from './table.ts';

/** What the requests per second of the others are divided by, and the head of that column. */
export interface Baseline {
  readonly contender: string;
  readonly title: string;
}

type Medians = Readonly<Record<keyof LoadSample, number>>;

export function mediansOf(samples: readonly LoadSample[]): Medians {
  const of = (key: keyof LoadSample): number => median(samples.map((sample) => sample[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    residentMebibytes: of('residentMebibytes'),
    cpuSecondsPerThousand: of('cpuSecondsPerThousand'),
    subgraphCallsPerRequest: of('subgraphCallsPerRequest'),
  };
}

const head = ['requests/s', 'p50, ms', 'p99, ms', 'RSS, MiB', 'CPU s per 1,000', 'subgraph calls per request'];

/** One table per mode, with the medians of all runs. */
export function loadMarkdown(series: readonly LoadSeries[], baselines: readonly Baseline[]): string {
  const modes = [...new Set(series.map(({ mode }) => mode))];
  const sections = modes.map((mode) => {
    const own = series.filter((each) => each.mode === mode);
    const rows = own.map((each) => row(each, own, baselines));
    const failures = own.flatMap(({ contender, failure }) =>
      failure ? [`${contender.title} failed: ${failure}`] : [],
    );
    return `${mode.title}:\n\n${table(['', ...head, ...baselines.map(({ title }) => title)], rows)}\n${failures.map((line) => `\n${line}\n`).join('')}`;
  });
  return sections.join('\n');
}

function row(
  { contender, samples }: LoadSeries,
  mode: readonly LoadSeries[],
  baselines: readonly Baseline[],
): string[] {
  const medians = mediansOf(samples);
  const { requestsPerSecond } = medians;
  const ratios = baselines.map((baseline) => {
    const base = mode.find((each) => each.contender.name === baseline.contender);
    return base ? figure(requestsPerSecond / mediansOf(base.samples).requestsPerSecond) : '–';
  });
  const [, ...others] = Object.values(medians).map(figure);
  return [contender.title, withRange(samples.map((sample) => sample.requestsPerSecond)), ...others, ...ratios];
}

/** The median, and the least and the most where there are several: how far the machine is to be trusted. */
function withRange(values: readonly number[]): string {
  const shown = figure(median(values));
  return values.length > 1 ? `${shown} (${figure(Math.min(...values))}–${figure(Math.max(...values))})` : shown;
}

export function loadOutcome(series: readonly LoadSeries[]): Pick<BenchmarkReport, 'result' | 'hasFailures'> {
  const rows = series.map(({ contender, mode, samples, failure }) => ({
    contender: contender.name,
    mode: mode.name,
    median: mediansOf(samples),
    samples,
    ...(failure !== undefined && { failure }),
  }));
  return { result: { series: rows }, hasFailures: series.some(({ failure }) => failure !== undefined) };
}
