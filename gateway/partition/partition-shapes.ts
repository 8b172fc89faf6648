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
  readonly shape: PartitionShape | undefined;
  /** Milliseconds; Infinity for what the table says, which is asked for again only where a partition proves it wrong. */
  readonly askedAt: number;
}

/** What each partition serves: from the table, else from itself, as soon as it refuses an operation. */
export class PartitionShapes {
  readonly #client: SubgraphClient;
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
    const key = keyOf(partition);
    const known = this.#known.get(key);
    if (known) return known;
    const first = { shape: partition.sdl === undefined ? undefined : shapeIn(partition.sdl), askedAt: -Infinity };
    this.#known.set(key, first);
    return first;
  }

  #ask(subgraph: string, partition: Partition): Promise<PartitionShape | undefined> {
    const key = keyOf(partition);
    const asking = this.#asking.get(key) ?? this.#askOnce(subgraph, partition);
    this.#asking.set(key, asking);
    return asking.finally(() => this.#asking.delete(key));
  }

  async #askOnce(subgraph: string, partition: Partition): Promise<PartitionShape | undefined> {
    const sdl = await fetchSdl(this.#client, subgraph, partition);
    const shape = (sdl === undefined ? undefined : shapeIn(sdl)) ?? this.of(partition);
    this.#known.set(keyOf(partition), { shape, askedAt: performance.now() });
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

function keyOf({ url, sdl }: Partition): string {
  return `${url}\n${sdl ?? ''}`;
}
