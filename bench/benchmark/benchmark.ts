import type { BenchOptions } from '../options.ts';

export interface BenchmarkRun {
  readonly options: BenchOptions;
  /** For files that last as long as the run. */
  readonly folder: string;
}

export interface BenchmarkReport {
  /** For people, and for docs/benchmarks.md. */
  readonly markdown: string;
  /** For programs: the same figures, and those of each run. */
  readonly result: Readonly<Record<string, unknown>>;
  /** A contender failed: the rest was measured, and the command fails at the end. */
  readonly hasFailures?: boolean;
}

export type Benchmark = (run: BenchmarkRun) => Promise<BenchmarkReport>;
