import type { ClientError } from '../../shared/errors/client-error.ts';

/** What became of the requests to one partition since the gateway began. */
export interface PartitionFigures {
  readonly subgraph: string;
  readonly partition: string;
  requests: number;
  /** Without a GraphQL answer: not reached, too late, held back by the circuit breaker, or not readable. */
  failures: number;
  /** Milliseconds that all requests took together. */
  time: number;
}

export class PartitionMeter {
  readonly #figures = new Map<string, PartitionFigures>();

  /** Returns the function that is called when the request is over. */
  begin(subgraph: string, partition: string): (failure?: ClientError) => void {
    const figures = this.of(subgraph, partition);
    const started = performance.now();
    figures.requests += 1;
    return (failure) => {
      if (failure) figures.failures += 1;
      figures.time += performance.now() - started;
    };
  }

  of(subgraph: string, partition: string): PartitionFigures {
    const key = `${subgraph}\n${partition}`;
    const known = this.#figures.get(key) ?? { subgraph, partition, requests: 0, failures: 0, time: 0 };
    this.#figures.set(key, known);
    return known;
  }
}
