import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { readSupergraph } from '../supergraph/supergraph.schema.ts';
import { createContextualFieldCheck } from './contextual-fields.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])
  type Query { shop: Shop }
  type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! good: Good! priced: Priced! }
  interface Priced { id: ID! }
  type Good implements Priced @key(fields: "id") {
    id: ID!
    price(in: String @fromContext(field: "$shop { currency }")): Int!
  }
`;

test('an operation is told that a field takes an argument from a context, which would be left out', () => {
  const other = 'type Query { other: Int }';
  const supergraph = composeSupergraph([
    { name: 'shop', url: 'http://shop', sdl },
    { name: 'other', url: 'http://other', sdl: other },
  ]);
  const check = createContextualFieldCheck(readSupergraph(supergraph));
  for (const text of ['{ shop { good { price } } }', '{ shop { priced { ... on Good { cost: price } } } }']) {
    expect(() => check(parse(text))).toThrow(
      expect.objectContaining({
        code: 'OPERATION_NOT_PLANNED',
        message: expect.stringMatching(/Good\.price.*@fromContext/),
      }),
    );
  }
  expect(() => check(parse('{ shop { currency good { id } priced { id } } }'))).not.toThrow();
});
