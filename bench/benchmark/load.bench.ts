import type { Contender } from '../contender/contender.ts';
import { selected, type Choice } from '../contender/select.ts';
import { nestedQuery } from '../graph/nested-query.ts';
import type { Mode } from '../load/mode.ts';
import { runLoad, type LoadSample } from '../load/run-load.ts';
import type { BenchOptions } from '../options.ts';
import type { BenchmarkRun } from './benchmark.ts';
import { startField, type Field } from './contender.field.ts';
import { takeTurns, type Turns } from './take-turns.ts';

/** All runs of one contender in one mode. */
export interface LoadSeries extends Turns<LoadSample> {
  readonly mode: Mode;
  /** Microseconds on the monotonic clock when the last run ended; undefined where none did. */
  readonly endedAt: number | undefined;
}

export interface LoadPlan extends Choice {
  readonly modes: readonly Mode[];
}

const connections = 50;

/** Body of every request for the nested query. */
export const nestedBody = JSON.stringify({ query: nestedQuery, operationName: 'NestedQuery' });

/** Puts every contender under the same load, one after the other and the whole round again. */
export async function measureLoad({ options, folder }: BenchmarkRun, plan: LoadPlan): Promise<LoadSeries[]> {
  const contenders = selected(plan, options);
  const field = await startField(folder);
  try {
    const series: LoadSeries[] = [];
    for (const mode of plan.modes) {
      await field.prepare(contenders, mode);
      const ends = new Map<Contender, number>();
      const turns = await takeTurns({
        name: mode.name,
        contenders,
        runs: options.runs,
        measure: async (contender) => {
          const sample = await measureOnce(field, contender, { ...options, mode });
          ends.set(contender, Number(process.hrtime.bigint() / 1000n));
          return sample;
        },
        describe: ({ requestsPerSecond }) => `${requestsPerSecond.toFixed(0)} requests/s`,
      });
      series.push(...turns.map((each) => ({ ...each, mode, endedAt: ends.get(each.contender) })));
    }
    return series;
  } finally {
    await field.stop();
  }
}

async function measureOnce(
  field: Field,
  contender: Contender,
  { mode, warmUp, duration }: BenchOptions & { readonly mode: Mode },
): Promise<LoadSample> {
  const { server, url, answerBytes } = await field.enter(contender, mode);
  const { isAuthorizationDistinct } = mode;
  const order = { url, connections, warmUp, duration, isAuthorizationDistinct, body: nestedBody, answerBytes };
  return runLoad({ server, countCalls: field.countCalls }, order);
}
