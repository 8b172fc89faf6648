import { once, EventEmitter } from 'node:events';
import type { UpstreamSink } from '../../gateway/transport/subscription.client.ts';

export interface UpstreamRecorder {
  readonly sink: UpstreamSink;
  /** What the sink was told so far, in order. */
  readonly told: readonly unknown[];
  /** Resolves with all of it once there are so many. */
  until(count: number): Promise<readonly unknown[]>;
}

/** Remembers what comes of one subscription to a subgraph. */
export function recordUpstream(): UpstreamRecorder {
  const told: unknown[] = [];
  const changes = new EventEmitter();
  const note = (what: unknown): void => {
    told.push(what);
    changes.emit('change');
  };
  return {
    told,
    sink: {
      connected: () => note('connected'),
      next: (value) => note(value),
      error: (error) => note({ error }),
      complete: () => note('complete'),
    },
    until: async (count) => {
      while (told.length < count) await once(changes, 'change');
      return told;
    },
  };
}
