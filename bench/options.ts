import { parseArgs } from 'node:util';

export const benchmarkNames = ['query', 'floor', 'plan', 'fan-out', 'reload', 'publish', 'profile'] as const;
export type BenchmarkName = (typeof benchmarkNames)[number];

/** How long and how often; all of it bounded. */
export interface BenchOptions {
  readonly isShort: boolean;
  readonly only: readonly BenchmarkName[];
  /** Names of contenders; empty: all, or in the short form those that ratios are taken of. */
  readonly contenders: readonly string[];
  /** Runs of each contender in each mode. */
  readonly runs: number;
  /** Milliseconds of load before each measurement. */
  readonly warmUp: number;
  /** Milliseconds that are measured. */
  readonly duration: number;
  /** Clients of the fan-out. */
  readonly clients: number;
  /** Supergraphs that are swapped in, one each second, while the load of the reload is measured. */
  readonly swaps: number;
  /** Publishes to the registry, one after the other, while a load is measured. */
  readonly publishes: number;
  /** Subscriptions that are open meanwhile. */
  readonly publishClients: number;
  /** Graphs that are published to a registry so many times, to see what size costs. */
  readonly graphSizes: readonly { readonly subgraphs: number; readonly versions: number }[];
  /** Milliseconds after which the whole is given up. */
  readonly limit: number;
}

const graphSizes = [
  { subgraphs: 1, versions: 6 },
  { subgraphs: 1, versions: 1_000 },
  { subgraphs: 300, versions: 6 },
];

/** `profile` measures nothing. */
const everything = ['query', 'floor', 'plan', 'fan-out', 'reload'];

const lengths = {
  short: {
    runs: 1,
    warmUp: 300,
    duration: 600,
    clients: 500,
    swaps: 2,
    publishes: 8,
    publishClients: 50,
    graphSizes: [],
    limit: 120_000,
  },
  long: {
    runs: 3,
    warmUp: 3_000,
    duration: 6_000,
    clients: 3_000,
    swaps: 10,
    publishes: 200,
    publishClients: 500,
    graphSizes,
    limit: 3_600_000,
  },
};

export const usage = `npm run bench -- [--short] [--only ${benchmarkNames.join('|')}[,…]] [--contender NAME[,…]] [--runs N] [--clients N]`;

/** Without --only it is all but profile, which measures nothing. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      contender: { type: 'string', default: '' },
      runs: { type: 'string' },
      clients: { type: 'string' },
    },
  });
  const length = lengths[values.short ? 'short' : 'long'];
  // What publishes cost shows after half a minute at the earliest.
  const asked = values.only?.split(',') ?? (values.short ? everything : [...everything, 'publish']);
  const only = asked.map((name) => {
    const known = benchmarkNames.find((candidate) => candidate === name);
    if (!known) throw new Error(`There is no benchmark "${name}". ${usage}`);
    return known;
  });
  return {
    ...length,
    isShort: values.short,
    only,
    contenders: values.contender.split(',').filter(Boolean),
    runs: wholeNumber('--runs', values.runs ?? length.runs, 20),
    clients: wholeNumber('--clients', values.clients ?? length.clients, 100_000),
  };
}

function wholeNumber(option: string, given: string | number, most: number): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`${option} takes a number from 1 to ${most}.`);
  return value;
}
