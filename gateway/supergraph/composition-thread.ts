import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompositionReport, CompositionTask } from './composition.worker.ts';
import { CompositionError } from './composition-error.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** `composeSupergraph` on a thread of its own, so that requests are served while subgraphs compose. */
export function composeOnThread(sources: readonly SubgraphSource[]): Promise<string> {
  return runWorker({ sources });
}

/** The supergraph of Federation 2 that one of Federation 1 is served by. Throws CompositionError where there is none. */
export function renewOnThread(supergraphSdl: string): Promise<string> {
  return runWorker({ federationOne: supergraphSdl });
}

async function runWorker(workerData: CompositionTask): Promise<string> {
  const worker = new Worker(new URL('./composition.worker.ts', import.meta.url), { workerData });
  try {
    const [report] = (await once(worker, 'message')) as [CompositionReport];
    if ('faults' in report) throw new CompositionError(report.faults);
    return report.supergraphSdl;
  } finally {
    await worker.terminate();
  }
}
