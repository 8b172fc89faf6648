import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompositionReport } from './composition.worker.ts';
import { CompositionError } from './composition-error.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** `composeSupergraph` on a thread of its own, so that requests are served while subgraphs compose. */
export async function composeOnThread(sources: readonly SubgraphSource[]): Promise<string> {
  const worker = new Worker(new URL('./composition.worker.ts', import.meta.url), { workerData: sources });
  try {
    const [report] = (await once(worker, 'message')) as [CompositionReport];
    if ('faults' in report) throw new CompositionError(report.faults);
    return report.supergraphSdl;
  } finally {
    await worker.terminate();
  }
}
