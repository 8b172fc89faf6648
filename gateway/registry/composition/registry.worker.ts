import { parentPort } from 'node:worker_threads';
import { composeGraph, type CompositionTask } from './graph.composer.ts';

parentPort?.on('message', ({ id, task }: { id: number; task: CompositionTask }) => {
  try {
    parentPort?.postMessage({ id, outcome: composeGraph(task) });
  } catch (error) {
    parentPort?.postMessage({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
