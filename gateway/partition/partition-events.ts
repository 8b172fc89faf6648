import type { JsonObject, SubgraphAnswer, SubgraphFault } from '../transport/subgraph-answer.ts';
import type { FeedOperation } from './feed-operation.ts';
import { fillMissing, laggingOf, missingFault, type LaggingOperation } from './lagging-operation.ts';
import type { Partition } from './partition.ts';
import { isRefusedAsUnknown } from './partition-refusal.ts';
import type { PartitionShapes } from './partition-shapes.ts';

/** What each partition is asked for of one subscription, and how its events read: one may lag behind the contract. */
export class PartitionEvents {
  readonly #shapes: PartitionShapes;
  readonly #subgraph: string;
  readonly #operation: FeedOperation;

  constructor(shapes: PartitionShapes, subgraph: string, operation: FeedOperation) {
    this.#shapes = shapes;
    this.#subgraph = subgraph;
    this.#operation = operation;
  }

  requestOf(partition: Partition, after: unknown): { readonly query: string; readonly variables: JsonObject } {
    const text = this.#lagOf(partition)?.text ?? this.#operation.text;
    const variables = Object.entries(this.#operation.variablesBehind(after));
    return { query: text.query, variables: Object.fromEntries(variables.filter(([name]) => text.variables.has(name))) };
  }

  /** The event with nulls for what the partition does not have, and with the partition in its errors. */
  read(partition: Partition, { data, errors }: SubgraphAnswer): SubgraphAnswer {
    const told: SubgraphFault[] = (errors ?? []).map((fault) => ({
      ...fault,
      extensions: { ...fault.extensions, partition: partition.name },
    }));
    const lag = this.#lagOf(partition);
    const shape = this.#shapes.of(partition);
    if (lag && shape && data) {
      const fault = missingFault(this.#subgraph, partition.name);
      told.push(
        ...fillMissing(lag, data, {
          shape,
          variables: this.#operation.variablesBehind(undefined),
          typesOf: () => [],
          fault,
        }),
      );
    }
    return told.length > 0 ? { data, errors: told } : { data };
  }

  /** Whether the partition refused since it lags behind, and can be asked for less. */
  async learn(partition: Partition, faults: readonly SubgraphFault[]): Promise<boolean> {
    if (!isRefusedAsUnknown(faults)) return false;
    const before = this.#shapes.of(partition);
    const shape = await this.#shapes.learn(this.#subgraph, partition);
    return shape !== undefined && shape !== before && this.#lagOf(partition)?.text !== undefined;
  }

  #lagOf(partition: Partition): LaggingOperation | undefined {
    const shape = this.#shapes.of(partition);
    const lag = shape && laggingOf(this.#operation.text, shape);
    // Where it lacks the very field of the subscription, its own refusal says so.
    return lag?.text ? lag : undefined;
  }
}
