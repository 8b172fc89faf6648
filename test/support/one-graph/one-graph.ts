import { execute, parse, type ExecutionResult } from 'graphql';
import type { SubgraphSource } from '../../../gateway/supergraph/subgraph-source.ts';
import { composeSupergraph } from '../../../gateway/supergraph/supergraph.composer.ts';
import { readSupergraph, type SupergraphSchema } from '../../../gateway/supergraph/supergraph.schema.ts';
import { readAnswer, type SubgraphRequest } from '../../../gateway/transport/subgraph-answer.ts';
import type { SubgraphClient } from '../../../gateway/transport/subgraph.client.ts';
import { toJson } from '../engine.ts';
import type { RandomOperation } from './random-operation.ts';
import { readSubgraph } from './subgraph.facts.ts';
import { TruthfulSubgraph } from './truthful.subgraph.ts';
import { isWorldObject, World, type WorldObject } from './world.ts';

/** A graph whose answers are known without a gateway: what one server with all of the schema would answer. */
export class OneGraph {
  readonly supergraphSdl: string;
  readonly #supergraph: SupergraphSchema;
  readonly #world: World;
  readonly #subgraphs: ReadonlyMap<string, TruthfulSubgraph>;

  constructor(sources: readonly SubgraphSource[]) {
    this.supergraphSdl = composeSupergraph(sources);
    this.#supergraph = readSupergraph(this.supergraphSdl);
    const facts = sources.map(readSubgraph);
    this.#world = new World(this.#supergraph, facts);
    this.#subgraphs = new Map(facts.map((each) => [each.name, new TruthfulSubgraph(this.#world, each, facts)]));
  }

  get apiSchema() {
    return this.#supergraph.apiSchema;
  }

  /** What is the truth. */
  async expected({ query, variables }: RandomOperation): Promise<ExecutionResult> {
    const result = await execute({
      schema: this.apiSchema,
      document: parse(query),
      variableValues: variables,
      fieldResolver: (source, args, _context, { parentType, fieldName }) => {
        const object: WorldObject = isWorldObject(source) ? source : this.#world.root(parentType.name);
        return this.#world.read(object, fieldName, args);
      },
      typeResolver: (value) => (value as WorldObject).type,
    });
    return toJson(result) as ExecutionResult;
  }

  /** Reaches the subgraphs as over the wire. */
  readonly client: SubgraphClient = {
    send: async ({ name }, request) => {
      const subgraph = this.#subgraphs.get(name);
      if (!subgraph) throw new Error(`There is no subgraph "${name}".`);
      const { query, operationName, variables } = request;
      return readAnswer(
        name,
        toJson(await subgraph.answer(toJson({ query, operationName, variables }) as SubgraphRequest)),
      );
    },
    stop: async () => undefined,
  };
}
