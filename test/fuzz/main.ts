import { parseArgs } from 'node:util';
import { NoAnswerError } from './fuzzer.ts';
import { describeFinding, runFuzz, type FuzzResult } from './fuzz.run.ts';

const usage = 'npm run fuzz -- [--count N] [--seed N] [--most N]';

/** Operations between two lines of progress. */
const stride = 1_000;

function readOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { count: text, seed: text, most: text } });
  const whole = (name: 'count' | 'seed' | 'most', least: number, otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new Error(`--${name} takes a whole number from ${least} on. ${usage}`);
  };
  return { count: whole('count', 1, 100_000), seed: whole('seed', 0, 0), most: whole('most', 1, 20) };
}

function report({ unknown, known }: FuzzResult): void {
  for (const finding of unknown) console.log(`\n${describeFinding(finding)}`);
  console.log(known.size > 0 ? '\nKnown to be answered wrongly:' : '');
  for (const [because, times] of known) console.log(`${String(times).padStart(7)}  ${because}`);
}

/** Sends operations through both engines until they are done or too many are answered wrongly. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const start = performance.now();
  const result = await runFuzz({
    ...options,
    onProgress: (done, { unknown }) => {
      if (done % stride !== 0 && done !== options.count) return;
      const speed = Math.round((done / (performance.now() - start)) * 1_000);
      console.log(`${done} of ${options.count} operations, ${unknown.length} answered wrongly, ${speed} a second`);
    },
  });
  report(result);
  return result.unknown.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
  // A plan that the native planner never ends keeps its process from an ordinary end.
  if (error instanceof NoAnswerError) process.kill(process.pid, 'SIGKILL');
}
