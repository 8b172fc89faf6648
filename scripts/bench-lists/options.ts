import { parseArgs } from 'node:util';

export const parts = ['lists', 'statistics', 'acts'] as const;

export type BenchListsPart = (typeof parts)[number];

export interface BenchListsOptions {
  readonly only: readonly BenchListsPart[];
  /** Generated suggestions, in the city's database and in the read model. */
  readonly cases: number;
  /** Runs of each query, after two that are not measured. */
  readonly runs: number;
  /** Seconds for which acts are performed at each level. */
  readonly seconds: number;
}

export const usage = `npm run bench:lists -- [--only ${parts.join(',')}] [--cases 100000] [--runs 40] [--seconds 5]`;

export function readOptions(args: readonly string[]): BenchListsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: parts.join(',') },
      cases: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '40' },
      seconds: { type: 'string', default: '5' },
    },
  });
  return {
    only: values.only.split(',').map(knownPart),
    cases: wholeNumber('--cases', values.cases, 1_000_000),
    runs: wholeNumber('--runs', values.runs, 1_000),
    seconds: wholeNumber('--seconds', values.seconds, 60),
  };
}

function knownPart(name: string): BenchListsPart {
  const known = parts.find((part) => part === name);
  if (!known) throw new Error(`There is no part "${name}". ${usage}`);
  return known;
}

function wholeNumber(option: string, given: string, most: number): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${option} takes a number from 1 to ${most}. ${usage}`);
  }
  return value;
}
