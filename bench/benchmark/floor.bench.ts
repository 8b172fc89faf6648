import { bareHttp, floor } from '../contender/floor.contender.ts';
import { liaison } from '../contender/liaison.contender.ts';
import { sharingOff } from '../load/mode.ts';
import { loadMarkdown, loadOutcome, type Baseline } from '../report/load.report.ts';
import type { Benchmark } from './benchmark.ts';
import { measureLoad } from './load.bench.ts';

const baselines: readonly Baseline[] = [
  { contender: 'floor', title: '× by hand', figure: 'requestsPerSecond' },
  { contender: 'bare-http', title: '× bare HTTP', figure: 'requestsPerSecond' },
];

/** What is left to gain: the same answer joined by hand, and the same bytes from Node's HTTP server alone. */
export const floorBenchmark: Benchmark = async (run) => {
  const series = await measureLoad(run, { contenders: [liaison, floor, bareHttp], modes: [sharingOff] });
  return { markdown: `### Floor\n\n${loadMarkdown(series, baselines)}`, ...loadOutcome(series, baselines) };
};
