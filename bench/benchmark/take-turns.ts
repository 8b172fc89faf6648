import type { Contender } from '../contender/contender.ts';

/** All runs of one contender. */
export interface Turns<Sample> {
  readonly contender: Contender;
  readonly samples: readonly Sample[];
  /** Why there are no more samples, where it failed. */
  readonly failure: string | undefined;
}

export interface TurnPlan<Sample> {
  /** Of what is measured, for the line on each sample. */
  readonly name: string;
  readonly contenders: readonly Contender[];
  readonly runs: number;
  readonly measure: (contender: Contender) => Promise<Sample>;
  /** A sample in a few words. */
  readonly describe: (sample: Sample) => string;
}

/** One run of each contender after the other, and the whole round again. A contender that fails has no further turn. */
export async function takeTurns<Sample>(plan: TurnPlan<Sample>): Promise<Turns<Sample>[]> {
  const turns = plan.contenders.map((contender) => ({ contender, samples: [] as Sample[], failure: '' }));
  for (let run = 0; run < plan.runs; run++) {
    for (const each of turns) {
      if (each.failure) continue;
      const title = `${plan.name} ${each.contender.name}`;
      try {
        const sample = await plan.measure(each.contender);
        each.samples.push(sample);
        console.error(`${title}: ${plan.describe(sample)}`);
      } catch (error) {
        each.failure = (error as Error).message;
        console.error(`${title}: ${each.failure}`);
      }
    }
  }
  return turns.map((each) => ({ ...each, failure: each.failure || undefined }));
}
