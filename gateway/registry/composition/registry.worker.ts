import { parentPort } from 'node:worker_threads';
import { giveWayToRequests } from '../../supergraph/thread-priority.ts';
import { apiSchemaOf, changesBetween, type SchemaChange } from '../check/schema-change.ts';
import { composeGraph, type CompositionOutcome, type CompositionTask } from './graph.composer.ts';

/** Work that would hold up requests. */
export type RegistryTask =
  | { readonly kind: 'compose'; readonly task: CompositionTask }
  /** Two supergraphs. */
  | { readonly kind: 'compare'; readonly before: string; readonly after: string };

export type RegistryResult = CompositionOutcome | readonly SchemaChange[];

async function run(task: RegistryTask): Promise<RegistryResult> {
  if (task.kind === 'compose') return composeGraph(task.task);
  return changesBetween(apiSchemaOf(task.before), apiSchemaOf(task.after));
}

giveWayToRequests();
parentPort?.on('message', (task: RegistryTask) => {
  run(task).then(
    (outcome) => parentPort?.postMessage({ outcome }),
    (error: unknown) => {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ fault });
    },
  );
});
