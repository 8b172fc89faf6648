import { parentPort, workerData } from 'node:worker_threads';
import { CompositionError } from './composition-error.ts';
import { subgraphsOfFederationOne } from './federation-one.ts';
import type { SubgraphSource } from './subgraph-source.ts';
import { composeSupergraph } from './supergraph.composer.ts';
import { giveWayToRequests } from './thread-priority.ts';

/** What there is to compose: subgraphs, or those that a supergraph of Federation 1 was made of. */
export type CompositionTask = { readonly sources: readonly SubgraphSource[] } | { readonly federationOne: string };

/** What the worker reports: the supergraph, or the faults that keep the subgraphs from composing. */
export type CompositionReport = { readonly supergraphSdl: string } | { readonly faults: readonly string[] };

function compose(): CompositionReport {
  try {
    return { supergraphSdl: composeSupergraph(sourcesOf(workerData as CompositionTask)) };
  } catch (error) {
    if (error instanceof CompositionError) return { faults: error.faults };
    throw error;
  }
}

function sourcesOf(task: CompositionTask): readonly SubgraphSource[] {
  if ('sources' in task) return task.sources;
  try {
    return subgraphsOfFederationOne(task.federationOne);
  } catch (error) {
    throw new CompositionError([(error as Error).message]);
  }
}

giveWayToRequests();
parentPort?.postMessage(compose());
