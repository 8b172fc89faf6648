import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLFieldResolver } from 'graphql';
import type { Subgraph } from '../../../bench/graph/subgraph.ts';
import { subgraphs } from '../../../bench/graph/subgraphs.ts';
import { composeSupergraph } from '../../../bench/graph/supergraph.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.schema.ts';
import type { JsonObject } from '../../../gateway/transport/subgraph-answer.ts';
import type { AnsweringSubgraph, FuzzedGraph, ParsedOperation } from './fuzzed-graph.ts';

/** The benchmark's graph, served by the benchmark's own subgraphs; nothing in it fails. */
export function createBenchmarkGraph(): FuzzedGraph {
  const supergraphSdl = composeSupergraph('http://benchmark.invalid');
  const { apiSchema } = readSupergraph(supergraphSdl);
  return {
    name: 'benchmark',
    supergraphSdl,
    apiSchema,
    depth: 7,
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, answeringSubgraph(subgraph)])),
    reference: ({ document, variables, operationName }) =>
      execute({ schema: apiSchema, document, variableValues: variables, operationName, fieldResolver: resolveOverAll }),
  };
}

function answeringSubgraph({ sdl, resolvers }: Subgraph): AnsweringSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return {
    schema,
    answer: ({ document, variables, operationName }: ParsedOperation) =>
      execute({ schema, document, variableValues: variables, operationName }),
  };
}

type AnyResolver = (source: unknown, args: unknown) => unknown;

/** All that any subgraph knows of the object, and then the field as its own subgraph resolves it. */
const resolveOverAll: GraphQLFieldResolver<JsonObject | undefined, unknown> = (source, args, _context, info) => {
  const ofType = subgraphs.map(({ resolvers }) => resolvers[info.parentType.name]);
  const whole: JsonObject = { ...source };
  for (const type of ofType) {
    const resolveReference = type?.['__resolveReference'] as AnyResolver | undefined;
    Object.assign(whole, source && resolveReference?.(source, {}));
  }
  const resolve = ofType.find((type) => type?.[info.fieldName])?.[info.fieldName] as AnyResolver | undefined;
  return resolve ? resolve(whole, args) : whole[info.fieldName];
};
