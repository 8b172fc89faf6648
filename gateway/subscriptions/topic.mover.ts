import { setImmediate as nextRound } from 'node:timers/promises';
import type { CurrentGraph } from '../engine/current-graph.ts';
import type { Topic } from './topic.ts';

/** Takes topics along to each new graph. */
export interface TopicMover {
  /** For topics that were begun on a graph which is not served any more. */
  look(): void;
  stop(): void;
}

export function startTopicMover(
  graph: Pick<CurrentGraph, 'get' | 'onChange'>,
  topics: () => Iterable<Topic>,
): TopicMover {
  let isMoving = false;

  async function move(): Promise<void> {
    isMoving = true;
    for (let stale = staleTopics(); stale.length > 0; stale = staleTopics()) {
      for (const topic of stale) {
        await topic.moveTo(graph.get());
        // Planning many of them must not hold up everybody else.
        await nextRound();
      }
    }
    isMoving = false;
  }

  function staleTopics(): readonly Topic[] {
    return [...topics()].filter((topic) => topic.graph !== graph.get());
  }

  function look(): void {
    if (!isMoving && staleTopics().length > 0) void move();
  }

  const stop = graph.onChange(look);
  return { look, stop };
}
