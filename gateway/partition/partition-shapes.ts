import { ClientError } from '../../shared/errors/client-error.ts';
import { isJsonObject } from '../transport/subgraph-answer.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { Partition } from './partition.ts';
import { readShape, type PartitionShape } from './partition-shape.ts';

/** Milliseconds that a partition has to tell its schema, and for which one that it told is not asked for again. */
const askTimeout = 5_000;
const freshSpan = 1_000;
/** Milliseconds after which a partition that lags behind is asked whether it still does. */
const lagSpan = 10_000;

interface Known {
  /** What the table said when this was found. */
  readonly sdl: string | undefined;
  readonly shape: PartitionShape | undefined;
  /** Milliseconds of performance.now(); -Infinity: never. */
  readonly askedAt: number;
}

/** What each partition serves: from the table, else from itself, as soon as it refuses an operation. */
export class PartitionShapes {
  readonly #client: SubgraphClient;
  /** By URL, so that versions of a schema that come and go leave nothing behind. */
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<PartitionShape | undefined>>();

  constructor(client: SubgraphClient) {
    this.#client = client;
  }

  /** Undefined where it is not known: then the partition is taken to have all of the contract. */
  of(partition: Partition): PartitionShape | undefined {
    return this.#of(partition).shape;
  }

  /** Asks a partition that turned out to serve another schema than was thought. */
  learn(subgraph: string, partition: Partition): Promise<PartitionShape | undefined> {
    const known = this.#of(partition);
    if (performance.now() - known.askedAt < freshSpan) return Promise.resolve(known.shape);
    return this.#ask(subgraph, partition);
  }

  /** Looks, beside the request, whether a partition that lags behind has caught up. */
  lookAgain(subgraph: string, partition: Partition): void {
    if (performance.now() - this.#of(partition).askedAt >= lagSpan) void this.#ask(subgraph, partition);
  }

  #of(partition: Partition): Known {
    const { url, sdl } = partition;
    const known = this.#known.get(url);
    if (known && known.sdl === sdl) return known;
    const first = { sdl, shape: sdl === undefined ? undefined : shapeIn(sdl), askedAt: -Infinity };
    this.#known.set(url, first);
    return first;
  }

  #ask(subgraph: string, partition: Partition): Promise<PartitionShape | undefined> {
    const { url } = partition;
    const asking = this.#asking.get(url) ?? this.#askOnce(subgraph, partition);
    this.#asking.set(url, asking);
    return asking.finally(() => this.#asking.delete(url));
  }

  async #askOnce(subgraph: string, partition: Partition): Promise<PartitionShape | undefined> {
    const sdl = await fetchSdl(this.#client, subgraph, partition);
    const shape = (sdl === undefined ? undefined : shapeIn(sdl)) ?? this.of(partition);
    this.#known.set(partition.url, { sdl: partition.sdl, shape, askedAt: performance.now() });
    return shape;
  }
}

/** Undefined where the partition does not tell it. */
export async function fetchSdl(
  client: SubgraphClient,
  subgraph: string,
  { url }: Partition,
): Promise<string | undefined> {
  try {
    const request = { query: '{ _service { sdl } }' };
    const { data } = await client.send({ name: subgraph, url }, request, { timeout: askTimeout, isProbe: true });
    const service = data?.['_service'];
    const sdl = isJsonObject(service) ? service['sdl'] : undefined;
    return typeof sdl === 'string' && sdl !== '' ? sdl : undefined;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return undefined;
  }
}

/** A schema that is not GraphQL says nothing of what the partition has. */
function shapeIn(sdl: string): PartitionShape | undefined {
  try {
    return readShape(sdl);
  } catch {
    return undefined;
  }
}
