import { Supergraph } from '@apollo/federation-internals';
import { expect, test } from '@jest/globals';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../../gateway/supergraph/supergraph.composer.ts';
import { readSupergraph } from '../../gateway/supergraph/supergraph.schema.ts';
import { loadCases } from './case.loader.ts';

const print = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

/** The reference implementation hides directives that clients may write in operations. */
const cases = (await loadCases()).filter(({ name }) => name !== 'composed-directives');

test.each(cases)('clients see of $name what the reference implementation shows them', ({ sources }) => {
  const supergraphSdl = composeSupergraph(sources);
  const reference = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  expect(print(readSupergraph(supergraphSdl).apiSchema)).toBe(print(reference));
});
