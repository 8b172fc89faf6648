import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark/benchmark.ts';
import { fanOutBenchmark } from './benchmark/fan-out.bench.ts';
import { floorBenchmark } from './benchmark/floor.bench.ts';
import { planBenchmark } from './benchmark/plan.bench.ts';
import { profileBenchmark } from './benchmark/profile.bench.ts';
import { publishBenchmark } from './benchmark/publish.bench.ts';
import { queryBenchmark } from './benchmark/query.bench.ts';
import { reloadBenchmark } from './benchmark/reload.bench.ts';
import { readOptions, type BenchmarkName } from './options.ts';
import { killChildren } from './process/child-process.ts';
import { machineLine } from './report/machine.ts';
import { writeResult } from './report/result.file.ts';

const benchmarks: Readonly<Record<BenchmarkName, Benchmark>> = {
  query: queryBenchmark,
  floor: floorBenchmark,
  plan: planBenchmark,
  'fan-out': fanOutBenchmark,
  reload: reloadBenchmark,
  publish: publishBenchmark,
  profile: profileBenchmark,
};

/** Runs what the arguments ask for, prints it as Markdown and resolves to the exit status. */
export async function runProgram(args: readonly string[]): Promise<number> {
  let folder: string | undefined;
  try {
    const options = readOptions(args);
    endWithProcess(options.limit);
    folder = await mkdtemp(join(tmpdir(), 'liaison-bench-'));
    console.log(`${machineLine()}\n`);
    let hasFailures = false;
    for (const name of options.only) {
      const { markdown, result, hasFailures: fails = false } = await benchmarks[name]({ options, folder });
      console.log(markdown);
      hasFailures ||= fails;
      await writeResult(name, { machine: machineLine(), ...result });
    }
    return hasFailures ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return 1;
  } finally {
    killChildren();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** No server outlives the run, however it ends. */
function endWithProcess(limit: number): void {
  process.once('exit', killChildren);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  setTimeout(() => {
    console.error(`The benchmarks took longer than ${limit / 1000} s and were given up.`);
    process.exit(1);
  }, limit).unref();
}
