import { parse, validate, type DocumentNode, type GraphQLError } from 'graphql';
import { LeastRecentlyUsed } from '../../../gateway/cache/least-recently-used.ts';
import { readAnswer, type SubgraphRequest } from '../../../gateway/transport/subgraph-answer.ts';
import type { SubgraphClient } from '../../../gateway/transport/subgraph.client.ts';
import { toJson } from '../../support/engine.ts';
import type { Chance } from '../world/world.ts';
import { hash } from '../world/world-hash.ts';
import type { AnsweringSubgraph, FuzzedGraph } from './fuzzed-graph.ts';

interface Read {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

export interface GraphClientOptions {
  readonly chance: () => Chance;
  /** Whether operations are held to the subgraph's schema, which takes as long as all of the rest. */
  readonly isValidating: boolean;
}

/** Reaches the subgraphs of `graph` in this process; what goes in and out is JSON, as over the wire. */
export function createGraphClient(graph: FuzzedGraph, { chance, isValidating }: GraphClientOptions): SubgraphClient {
  const known = new LeastRecentlyUsed<Read>(1_000);

  function read(name: string, { schema }: AnsweringSubgraph, query: string): Read {
    const key = `${name}\n${query}`;
    const before = known.get(key);
    if (before) return before;
    const document = parse(query, { noLocation: true });
    const now = { document, errors: isValidating ? validate(schema, document) : [] };
    known.set(key, now);
    return now;
  }

  async function answer(name: string, { query, variables, operationName }: SubgraphRequest): Promise<unknown> {
    const subgraph = graph.subgraphs.get(name);
    if (!subgraph) throw new Error(`The graph "${graph.name}" has no subgraph "${name}".`);
    const { document, errors } = read(name, subgraph, query);
    if (errors.length > 0) return { errors: errors.map((error) => error.toJSON()) };
    const operation = { document, variables: (toJson(variables) ?? {}) as Record<string, unknown>, operationName };
    return toJson(await subgraph.answer(operation, chance()));
  }

  return {
    send: async ({ name }, request) => {
      const value = await answer(name, request);
      // Requests that are under way together come back in any order.
      for (let turns = hash(request.query, chance().salt) % 6; turns > 0; turns--) await Promise.resolve();
      return readAnswer(name, value);
    },
    stop: async () => undefined,
  };
}
