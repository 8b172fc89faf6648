import { createBenchmarkGraph } from './benchmark.graph.ts';
import type { FuzzedGraph } from './fuzzed-graph.ts';
import { startGraphSession, type GraphSession } from './graph.session.ts';
import { createProductGraph } from './product.graph.ts';
import { createRandomGraph } from './random.graph.ts';

/** Of ten operations, how many go to the product's graph and to the benchmark's; the rest go to random ones. */
const share = { product: 5, benchmark: 2 };
/** Operations after which the random graph is another one. */
const graphSpan = 500;

type Kind = 'product' | 'benchmark' | 'random';

/** The graphs to be fuzzed, each started with the first operation that goes to it. */
export class GraphSessions implements AsyncDisposable {
  readonly #sessions = new Map<Kind, GraphSession>();
  #randomNumber = -1;

  /** The number of an operation says which graph it goes to. */
  async of(seed: number): Promise<GraphSession> {
    const place = seed % 10;
    if (place < share.product) return this.#open('product', createProductGraph);
    if (place < share.product + share.benchmark) return this.#open('benchmark', createBenchmarkGraph);
    const number = Math.floor(seed / graphSpan);
    if (number !== this.#randomNumber) {
      await this.#sessions.get('random')?.[Symbol.asyncDispose]();
      this.#sessions.delete('random');
      this.#randomNumber = number;
    }
    return this.#open('random', () => createRandomGraph(number));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions.values()) await session[Symbol.asyncDispose]();
  }

  async #open(kind: Kind, create: () => FuzzedGraph | Promise<FuzzedGraph>): Promise<GraphSession> {
    const known = this.#sessions.get(kind);
    if (known) return known;
    const session = await startGraphSession(await create());
    this.#sessions.set(kind, session);
    return session;
  }
}
