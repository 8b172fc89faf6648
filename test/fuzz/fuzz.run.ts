import { fuzz, shrink, type Finding } from './fuzzer.ts';
import { GraphSessions } from './graph/graph.sessions.ts';

export interface FuzzRun {
  /** The number of the first operation. */
  readonly seed: number;
  readonly count: number;
  /** Findings that nobody knows of after which the run ends. */
  readonly most: number;
  readonly onProgress?: (done: number, result: FuzzResult) => void;
}

export interface FuzzResult {
  /** With the simplest operations that show them. */
  readonly unknown: readonly Finding[];
  /** By the reason that is known. */
  readonly known: ReadonlyMap<string, number>;
}

/** Sends `count` operations through both engines, one after the other. */
export async function runFuzz({ seed: first, count, most, onProgress }: FuzzRun): Promise<FuzzResult> {
  await using sessions = new GraphSessions();
  const unknown: Finding[] = [];
  const known = new Map<string, number>();
  for (let done = 0; done < count && unknown.length < most; done += 1) {
    const session = await sessions.of(first + done);
    for (const finding of await fuzz(session, first + done)) {
      const because = finding.known && `${finding.engine}: ${finding.known}`;
      if (because === undefined) unknown.push(await shrink(session, finding));
      else known.set(because, (known.get(because) ?? 0) + 1);
    }
    onProgress?.(done + 1, { unknown, known });
  }
  return { unknown, known };
}

/** One finding as a text from which it can be run again. */
export function describeFinding({ seed, graph, engine, differsIn, operation, answers }: Finding): string {
  const { query, variables, operationName } = operation;
  return [
    `${engine} differs in its ${differsIn} on the graph ${graph}: npm run fuzz -- --seed ${seed} --count 1`,
    query,
    `variables ${JSON.stringify(variables ?? {})}${operationName === undefined ? '' : `, operation ${operationName}`}`,
    `expected ${JSON.stringify(answers.reference)}`,
    `answered ${JSON.stringify(answers[engine])}`,
  ].join('\n');
}
