import type { BenchmarkReport } from '../benchmark/benchmark.ts';
import type { Turns } from '../benchmark/take-turns.ts';
import { mediansOf } from './median.ts';

/** A figure divided by the same figure of another contender. */
export type Ratios = Readonly<Record<string, number>>;

/** One line for each contender that failed, with a blank line before it. */
export function failureLines(all: readonly Turns<unknown>[]): string {
  return all
    .flatMap(({ contender, failure }) => (failure === undefined ? [] : [`\n${contender.title} failed: ${failure}\n`]))
    .join('');
}

/** For programs; a ratio to what was not measured is left out. */
export function turnsOutcome<Own extends Turns<object>>(
  all: readonly Own[],
  more: (turns: Own) => { readonly ratios: Ratios } & Readonly<Record<string, unknown>>,
): Pick<BenchmarkReport, 'result' | 'hasFailures'> {
  const series = all.map((turns) => {
    const { ratios, ...others } = more(turns);
    return {
      contender: turns.contender.name,
      ...others,
      median: mediansOf(turns.samples),
      ratios: Object.fromEntries(Object.entries(ratios).filter(([, ratio]) => Number.isFinite(ratio))),
      samples: turns.samples,
      ...(turns.failure !== undefined && { failure: turns.failure }),
    };
  });
  return { result: { series }, hasFailures: all.some(({ failure }) => failure !== undefined) };
}
