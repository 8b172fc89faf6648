import { parseArgs } from 'node:util';

export const benchmarkNames = ['query', 'floor', 'plan', 'profile'] as const;
export type BenchmarkName = (typeof benchmarkNames)[number];

/** How long and how often; all of it bounded. */
export interface BenchOptions {
  readonly isShort: boolean;
  readonly only: readonly BenchmarkName[];
  /** Names of contenders; empty: all. */
  readonly contenders: readonly string[];
  /** Runs of each contender in each mode. */
  readonly runs: number;
  /** Milliseconds of load before each measurement. */
  readonly warmUp: number;
  /** Milliseconds that are measured. */
  readonly duration: number;
  /** Milliseconds after which the whole is given up. */
  readonly limit: number;
}

const lengths = {
  short: { runs: 1, warmUp: 300, duration: 700, limit: 120_000 },
  long: { runs: 3, warmUp: 3_000, duration: 6_000, limit: 3_600_000 },
};

export const usage = `npm run bench -- [--short] [--only ${benchmarkNames.join('|')}[,…]] [--contender NAME[,…]] [--runs N]`;

/** Without --only it is all but profile, which measures nothing. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string', default: 'query,floor,plan' },
      contender: { type: 'string', default: '' },
      runs: { type: 'string' },
    },
  });
  const length = lengths[values.short ? 'short' : 'long'];
  const only = values.only.split(',').map((name) => {
    const known = benchmarkNames.find((candidate) => candidate === name);
    if (!known) throw new Error(`There is no benchmark "${name}". ${usage}`);
    return known;
  });
  const runs = Number(values.runs ?? length.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > 20) throw new Error('--runs takes a number from 1 to 20.');
  return { ...length, isShort: values.short, only, contenders: values.contender.split(',').filter(Boolean), runs };
}
