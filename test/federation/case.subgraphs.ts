import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  GraphQLScalarType,
  parse,
  subscribe,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { isJsonObject, type JsonObject, type SubgraphRequest } from '../../gateway/transport/subgraph-answer.ts';
import { toJson } from '../support/engine.ts';
import type { LoadedCase } from './case.loader.ts';
import type { Resolvers, Trail } from './federation-case.ts';

/** The subgraphs of a case, in this process; what they give and take is JSON, as over the wire. */
export class CaseSubgraphs {
  /** Names of the subgraphs in the order of their requests. */
  readonly calls: string[] = [];
  readonly #context: Trail = { trail: [] };
  readonly #schemas: ReadonlyMap<string, GraphQLSchema>;
  readonly #case: LoadedCase;

  constructor(loaded: LoadedCase) {
    this.#case = loaded;
    this.#schemas = new Map(
      loaded.sources.map(({ name, sdl }) => [
        name,
        buildSubgraphSchema([
          { typeDefs: parse(sdl), resolvers: readResolvers(loaded.resolvers?.[name] ?? {}) as never },
        ]),
      ]),
    );
  }

  get trail(): readonly string[] {
    return this.#context.trail;
  }

  /** Before each operation of a client. */
  forget(): void {
    this.calls.length = 0;
    this.#context.trail.length = 0;
  }

  async answer(subgraph: string, request: SubgraphRequest): Promise<unknown> {
    this.calls.push(subgraph);
    const sent = toJson(request) as SubgraphRequest;
    const own = async () => toJson(await this.#execute(subgraph, sent)) as JsonObject;
    const fault = this.#case.faults?.[subgraph];
    return toJson(await (fault ? fault(sent, own) : own()));
  }

  async *events(subgraph: string, request: SubgraphRequest): AsyncGenerator<ExecutionResult, void, undefined> {
    this.calls.push(subgraph);
    const stream = await subscribe(this.#argumentsOf(subgraph, toJson(request) as SubgraphRequest));
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream.errors));
    for await (const result of stream) yield toJson(result) as ExecutionResult;
  }

  async #execute(subgraph: string, request: SubgraphRequest): Promise<ExecutionResult> {
    const args = this.#argumentsOf(subgraph, request);
    const errors = validate(args.schema, args.document);
    return errors.length > 0 ? { errors } : execute(args);
  }

  #argumentsOf(subgraph: string, { query, operationName, variables }: SubgraphRequest): ExecutionArgs {
    const schema = this.#schemas.get(subgraph);
    if (!schema) throw new Error(`The case has no subgraph "${subgraph}".`);
    const document = parse(query);
    return { schema, document, operationName, variableValues: { ...variables }, contextValue: this.#context };
  }
}

/** Values that are no functions become resolvers that give them. */
function readResolvers(resolvers: Resolvers): Resolvers {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      type === 'Subscription' || fields instanceof GraphQLScalarType || !isJsonObject(fields)
        ? fields
        : readFields(fields),
    ]),
  );
}

function readFields(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'function' ? value : () => value]),
  );
}
