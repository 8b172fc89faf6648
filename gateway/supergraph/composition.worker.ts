import { parentPort, workerData } from 'node:worker_threads';
import { CompositionError } from './composition-error.ts';
import type { SubgraphSource } from './subgraph-source.ts';
import { composeSupergraph } from './supergraph.composer.ts';
import { giveWayToRequests } from './thread-priority.ts';

/** What the worker reports: the supergraph, or the faults that keep the subgraphs from composing. */
export type CompositionReport = { readonly supergraphSdl: string } | { readonly faults: readonly string[] };

function compose(): CompositionReport {
  try {
    return { supergraphSdl: composeSupergraph(workerData as SubgraphSource[]) };
  } catch (error) {
    if (error instanceof CompositionError) return { faults: error.faults };
    throw error;
  }
}

giveWayToRequests();
parentPort?.postMessage(compose());
