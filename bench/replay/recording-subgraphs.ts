import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import type { Subgraph } from '../graph/subgraph.ts';
import { subgraphs } from '../graph/subgraphs.ts';

/** Answers of the subgraphs, executed when a request is first seen and repeated from memory ever after. */
export interface RecordingSubgraphs {
  /** `path` is the subgraph's name behind a slash; `body` is the request as it came. */
  answer(path: string, body: string): Buffer | Promise<Buffer>;
}

interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The bodies of one benchmark are few: one per fetch of a gateway's plan. Past this, something differs each time. */
const mostRecordings = 10_000;

export function createRecordingSubgraphs(): RecordingSubgraphs {
  const schemas = new Map(subgraphs.map((subgraph) => [`/${subgraph.name}`, schemaOf(subgraph)]));
  const recordings = new Map<string, Buffer | Promise<Buffer>>();

  async function record(key: string, path: string, body: string): Promise<Buffer> {
    const schema = schemas.get(path);
    if (!schema) throw new Error(`No subgraph stands at ${path}.`);
    const answer = await run(schema, JSON.parse(body) as GraphqlRequest);
    recordings.set(key, answer);
    return answer;
  }

  return {
    answer: (path, body) => {
      const key = `${path} ${body}`;
      const known = recordings.get(key);
      if (known) return known;
      if (recordings.size >= mostRecordings) throw new Error('The requests to the subgraphs do not repeat.');
      const recorded = record(key, path, body);
      recordings.set(key, recorded);
      return recorded;
    },
  };
}

type Module = Exclude<
  Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number],
  { kind: unknown }
>;

function schemaOf({ sdl, resolvers }: Subgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as NonNullable<Module['resolvers']> }]);
}

async function run(schema: GraphQLSchema, { query, operationName, variables }: GraphqlRequest): Promise<Buffer> {
  const result = await execute({ schema, document: parse(query), variableValues: variables, operationName });
  if (result.errors) throw new AggregateError(result.errors, `A subgraph failed on: ${query}`);
  return Buffer.from(JSON.stringify(result));
}
