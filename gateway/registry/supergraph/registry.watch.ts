import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { PartitionTable } from '../../partition/partition.ts';
import { readDocuments } from '../store/document.table.ts';
import { findGraphVersion } from '../store/graph.table.ts';
import { readPartitions } from '../store/partition.rows.ts';
import { readHead } from '../store/registry.database.ts';
import type { Registry } from '../registry.ts';

/** The composed texts of the graph version in service. */
export interface ServedGraph {
  /** 0 where it was read from disk. */
  readonly number: number;
  readonly internal: string;
  readonly public: string;
  /** Who serves which divisions of subgraphs that have partitions. */
  readonly partitions: PartitionTable;
}

/** Follows the registry: what is in service now, whoever published it. */
export interface RegistryWatch {
  /** Undefined before the first publish. */
  current(): ServedGraph | undefined;
  onChange(listener: (graph: ServedGraph) => void): () => void;
  /** Looks now instead of at the next interval. Never rejects. */
  look(): Promise<void>;
  /** Takes over what was just put into service and read already. */
  take(graph: ServedGraph): void;
  /** From now on the graph comes from this registry. */
  connect(registry: Registry): Promise<void>;
  stop(): Promise<void>;
}

export interface RegistryWatchOptions {
  /** What is served until the registry answers, such as the last good graph. */
  readonly initial: ServedGraph | undefined;
  /** Milliseconds between two looks. */
  readonly pollInterval: number;
  readonly logger: Logger;
}

export function startRegistryWatch(options: RegistryWatchOptions): RegistryWatch {
  return new PollingWatch(options);
}

class PollingWatch implements RegistryWatch {
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #listeners = new Set<(graph: ServedGraph) => void>();
  #registry: Registry | undefined;
  #current: ServedGraph | undefined;
  /** The version that was looked at last. */
  #seen = 0;
  #looking: Promise<void> | undefined;
  #isAskedAgain = false;
  #isAnswering = true;

  constructor({ initial, pollInterval, logger }: RegistryWatchOptions) {
    this.#current = initial;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.look(), pollInterval);
    this.#timer.unref();
  }

  current(): ServedGraph | undefined {
    return this.#current;
  }

  onChange(listener: (graph: ServedGraph) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A look that is asked for during another one is made after it: what it is for may be newer. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#isAskedAgain = true;
      return this.#looking;
    }
    this.#looking = this.#lookSafely().finally(() => {
      this.#looking = undefined;
      if (!this.#isAskedAgain) return undefined;
      this.#isAskedAgain = false;
      return this.look();
    });
    return this.#looking;
  }

  take(graph: ServedGraph): void {
    if (graph.number > this.#seen) this.#serve(graph);
  }

  async connect(registry: Registry): Promise<void> {
    const { graphVersion } = await readHead(registry.database.fork());
    // What lies on disk is of another registry: this one has nothing yet.
    if (graphVersion === 0) this.#current = undefined;
    await this.#read(registry);
    this.#registry = registry;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    this.#registry = undefined;
  }

  async #lookSafely(): Promise<void> {
    if (!this.#registry) return;
    try {
      await this.#read(this.#registry);
      if (!this.#isAnswering) this.#logger.info('the registry answers again');
      this.#isAnswering = true;
    } catch (error) {
      const { message } = error as Error;
      if (this.#isAnswering) {
        this.#logger.error({ reason: message }, 'the registry does not answer; the graph in service stays');
      }
      this.#isAnswering = false;
    }
  }

  /** Takes over what is in service now, if it is another version than before. */
  async #read({ database }: Registry): Promise<void> {
    const seen = this.#seen;
    const graph = await readServedGraph(database.fork(), seen);
    // What was handed over meanwhile is newer.
    if (graph && this.#seen === seen) this.#serve(graph);
  }

  #serve(graph: ServedGraph): void {
    this.#seen = graph.number;
    this.#current = graph;
    for (const listener of this.#listeners) listener(graph);
  }
}

/** Undefined where the version in service is `seen`, and before the first publish. */
export async function readServedGraph(em: EntityManager, seen: number): Promise<ServedGraph | undefined> {
  const { graphVersion: number } = await readHead(em);
  const version = number === seen ? undefined : await findGraphVersion(em, number);
  if (!version) return undefined;
  const texts = await readDocuments(em, [version.supergraphHash, version.publicHash]);
  const internal = texts.get(version.supergraphHash);
  const forPublic = texts.get(version.publicHash);
  if (internal === undefined || forPublic === undefined) {
    throw new Error(`The registry has lost the supergraph of version ${number}.`);
  }
  const partitions = new Map((await readPartitions(em, version.memberIds)).map((one) => [one.subgraph, one]));
  return { number, internal, public: forPublic, partitions };
}
