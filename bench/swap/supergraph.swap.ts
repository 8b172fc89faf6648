import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { addedField } from '../graph/changing-supergraph.ts';
import { servesField } from './served-field.ts';

export interface SwapPlan {
  /** The file that the gateway watches; it holds the first of the two. */
  readonly file: string;
  /** As many bytes in each. */
  readonly supergraphs: readonly [string, string];
  /** Where the gateway answers. */
  readonly url: string;
}

export interface SwapReport {
  readonly written: number;
  /** Milliseconds from the writing of a supergraph until it was in service; without those that the next one overtook. */
  readonly times: readonly number[];
}

export interface RunningSwap {
  /** Waits for the last supergraph. Rejects where the gateway did not answer what it serves. */
  stop(): Promise<SwapReport>;
}

/** Milliseconds from one supergraph to the next. */
const interval = 1_000;
/** Milliseconds between two looks at what the gateway serves. */
const lookInterval = 50;

/** Writes the other supergraph over the file every second, until it is stopped. */
export function startSwapping({ file, supergraphs, url }: SwapPlan): RunningSwap {
  const times: number[] = [];
  let written = 0;
  const stopping = new AbortController();

  async function swap(): Promise<void> {
    const start = performance.now();
    written += 1;
    const hasAddedField = written % 2 === 1;
    await overwrite(file, supergraphs[hasAddedField ? 1 : 0]);
    let isServed = false;
    while (performance.now() - start < interval) {
      if (!isServed && (await servesField(url, addedField.type, addedField.name)) === hasAddedField) {
        isServed = true;
        times.push(performance.now() - start);
      }
      await wait(lookInterval);
    }
  }
  async function swapOn(): Promise<void> {
    while (!stopping.signal.aborted) await swap();
  }
  const swapping = swapOn();
  swapping.catch(() => undefined);

  return {
    stop: async () => {
      stopping.abort();
      await swapping;
      return { written, times };
    },
  };
}

/** In one write, in place: gateways that watch the file itself would lose sight of one that is moved there. */
async function overwrite(path: string, text: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(text, 0);
  } finally {
    await file.close();
  }
}
