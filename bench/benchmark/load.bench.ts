import type { Contender } from '../contender/contender.ts';
import { nestedQuery } from '../graph/nested-query.ts';
import type { LoadOrder } from '../load/load.messages.ts';
import type { Mode } from '../load/mode.ts';
import { runLoad, type LoadSample } from '../load/run-load.ts';
import type { BenchmarkRun } from './benchmark.ts';
import { startField, type Field } from './contender.field.ts';

/** All runs of one contender in one mode. */
export interface LoadSeries {
  readonly contender: Contender;
  readonly mode: Mode;
  readonly samples: readonly LoadSample[];
  /** Why there are no more samples, where it failed. */
  readonly failure: string | undefined;
  /** Microseconds on the monotonic clock when the last run ended; undefined where none did. */
  readonly endedAt: number | undefined;
}

export interface LoadPlan {
  readonly contenders: readonly Contender[];
  readonly modes: readonly Mode[];
}

const connections = 50;
const body = JSON.stringify({ query: nestedQuery, operationName: 'NestedQuery' });

/** Puts every contender under the same load, one after the other and the whole round again. */
export async function measureLoad({ options, folder }: BenchmarkRun, plan: LoadPlan): Promise<LoadSeries[]> {
  const contenders = plan.contenders.filter(
    ({ name }) => options.contenders.length === 0 || options.contenders.includes(name),
  );
  const field = await startField(folder);
  try {
    const series: LoadSeries[] = [];
    for (const mode of plan.modes) series.push(...(await measureMode(field, { ...options, contenders, mode })));
    return series;
  } finally {
    await field.stop();
  }
}

interface ModePlan extends Pick<LoadOrder, 'warmUp' | 'duration'> {
  readonly contenders: readonly Contender[];
  readonly mode: Mode;
  readonly runs: number;
}

async function measureMode(field: Field, plan: ModePlan): Promise<LoadSeries[]> {
  const series = plan.contenders.map((contender) => ({
    contender,
    samples: [] as LoadSample[],
    failure: '',
    endedAt: undefined as number | undefined,
  }));
  for (let run = 0; run < plan.runs; run++) {
    for (const each of series) {
      if (each.failure) continue;
      try {
        each.samples.push(await measureOnce(field, each.contender, plan));
        each.endedAt = Number(process.hrtime.bigint() / 1000n);
      } catch (error) {
        each.failure = (error as Error).message;
        console.error(`${plan.mode.name} ${each.contender.name}: ${each.failure}`);
      }
    }
  }
  return series.map((each) => ({ ...each, mode: plan.mode, failure: each.failure || undefined }));
}

async function measureOnce(
  field: Field,
  contender: Contender,
  { mode, warmUp, duration }: ModePlan,
): Promise<LoadSample> {
  const { server, url, answerBytes } = await field.enter(contender, mode);
  const { isAuthorizationDistinct } = mode;
  const order = { url, connections, warmUp, duration, isAuthorizationDistinct, body, answerBytes };
  const sample = await runLoad({ server, countCalls: field.countCalls }, order);
  console.error(`${mode.name} ${contender.name}: ${sample.requestsPerSecond.toFixed(0)} requests/s`);
  return sample;
}
