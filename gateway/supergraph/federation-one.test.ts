import { describe, expect, test } from '@jest/globals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { buildApiSchema } from './api-schema.ts';
import { subgraphsOfFederationOne } from './federation-one.ts';
import { composeSupergraph } from './supergraph.composer.ts';

/** As the composition of Federation 1 wrote it: join v0.1, nothing said of what is external or has no key. */
const supergraphSdl = `
  schema
    @core(feature: "https://specs.apollo.dev/core/v0.2")
    @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION)
    @core(feature: "https://specs.apollo.dev/inaccessible/v0.1", as: "secret", for: SECURITY)
  { query: Query, mutation: Mutation }

  directive @core(feature: String!, as: String, for: core__Purpose) repeatable on SCHEMA
  directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
  directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
  directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @secret on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  scalar join__FieldSet
  enum core__Purpose { EXECUTION SECURITY }
  enum join__Graph {
    PARCELS @join__graph(name: "parcels" url: "http://parcels/graphql")
    GOODS @join__graph(name: "goods" url: "http://goods/graphql")
  }

  type Query {
    goods(first: Int = 10, kind: Kind, filter: Filter): [Good!]! @join__field(graph: GOODS)
    parcels: [Parcel!] @join__field(graph: PARCELS, provides: "good { name }")
    anything: Thing @join__field(graph: GOODS)
  }
  type Mutation { "Sends it." send(upc: ID!): Parcel @join__field(graph: PARCELS) }

  "What is sold."
  type Good implements Named
    @join__owner(graph: GOODS)
    @join__type(graph: GOODS, key: "upc")
    @join__type(graph: PARCELS, key: "upc")
  {
    upc: ID! @join__field(graph: GOODS)
    "Its name."
    name: String! @join__field(graph: GOODS)
    weight: Int @join__field(graph: GOODS) @deprecated(reason: "grams")
    size: Size @join__field(graph: GOODS)
    cost: Int @join__field(graph: GOODS) @secret
    postage: Int @join__field(graph: PARCELS, requires: "weight size { height }")
  }
  interface Named { name: String! }
  type Size { height: Int width: Int }
  type Parcel { id: ID! good: Good @join__field(graph: PARCELS, provides: "name") }
  type Letter { text: String }
  union Thing = Good | Letter
  enum Kind { NEW USED }
  input Filter { kind: Kind = NEW name: String }
`;

describe('the supergraph of Federation 1', () => {
  const composed = composeSupergraph(subgraphsOfFederationOne(supergraphSdl));

  test('shows clients the same when it is composed anew, and nothing that was hidden', () => {
    const api = (sdl: string) => printSchema(lexicographicSortSchema(buildApiSchema(parse(sdl))));
    expect(api(composed)).toBe(api(supergraphSdl));
    expect(api(composed)).not.toContain('cost');
  });

  test('says what its subgraphs are, need of each other and provide', () => {
    expect(composed).toMatch(/PARCELS @join__graph\(name: "parcels", url: "http:\/\/parcels\/graphql"\)/);
    expect(composed).toMatch(/postage: Int @join__field\(graph: PARCELS, requires: "weight size { height }"\)/);
    expect(composed).toMatch(/parcels: \[Parcel!\] @join__field\(graph: PARCELS, provides: "good { name }"\)/);
    expect(composed).toMatch(/weight: Int .*@join__field\(graph: PARCELS, external: true\)/);
  });
});
