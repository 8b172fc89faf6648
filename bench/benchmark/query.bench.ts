import { apollo } from '../contender/apollo.contender.ts';
import { floor } from '../contender/floor.contender.ts';
import { hive } from '../contender/hive.contender.ts';
import { liaison, liaisonOnApollo } from '../contender/liaison.contender.ts';
import { mercurius } from '../contender/mercurius.contender.ts';
import { modes } from '../load/mode.ts';
import { loadMarkdown, loadOutcome, type Baseline } from '../report/load.report.ts';
import type { Benchmark } from './benchmark.ts';
import { measureLoad } from './load.bench.ts';

const contenders = [liaison, liaisonOnApollo, apollo, hive, mercurius, floor];

/** Those that the ratios are taken of. */
const essential = [liaison, apollo, hive, floor];

const baselines: readonly Baseline[] = [
  { contender: 'apollo', title: '× @apollo/gateway', figure: 'requestsPerSecond' },
  { contender: 'hive', title: '× Hive', figure: 'requestsPerSecond' },
  { contender: 'floor', title: '× by hand', figure: 'requestsPerSecond' },
  { contender: 'hive', title: 'RSS × Hive', figure: 'residentMebibytes' },
];

/** The nested query, answered by every gateway under 50 clients that never pause. */
export const queryBenchmark: Benchmark = async (run) => {
  const series = await measureLoad(run, { contenders, essential, modes });
  return { markdown: `### Nested query\n\n${loadMarkdown(series, baselines)}`, ...loadOutcome(series, baselines) };
};
