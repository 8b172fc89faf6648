import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plannerNames, type PlannerName, type PlannerSample, type PlanOrder } from '../planner/planner.messages.ts';
import { cleanEnvironment } from '../process/child-process.ts';
import { planMarkdown, type PlannerSeries } from '../report/plan.report.ts';
import type { Benchmark } from './benchmark.ts';

const program = join(import.meta.dirname, '..', 'planner', 'plan.process.ts');

/** Milliseconds that one process may take. */
const timeout = 60_000;

/** What it costs to plan an operation that was not seen before. */
export const planBenchmark: Benchmark = async ({ options: { runs, isShort } }) => {
  const series = plannerNames.map((planner): PlannerSeries => ({ planner, samples: [] }));
  for (let run = 0; run < runs; run++) {
    for (const { planner, samples } of series) samples.push(await runPlanner(planner, isShort ? 200 : 2_000));
  }
  return { markdown: `### Plans\n\n${planMarkdown(series)}`, result: { series } };
};

async function runPlanner(planner: PlannerName, budget: number): Promise<PlannerSample> {
  const order: PlanOrder = { planner, budget };
  const running = promisify(execFile)(process.execPath, [program, JSON.stringify(order)], {
    env: cleanEnvironment(),
    timeout,
    killSignal: 'SIGKILL',
  });
  return JSON.parse((await running).stdout) as PlannerSample;
}
