import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from '@jest/globals';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { readAnswer, type JsonObject, type SubgraphRequest } from '../transport/subgraph-answer.ts';
import { createGraph } from './graph.ts';
import { executeOperation } from './operation.executor.ts';
import { prepareOperation } from './operation.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import:
  ["@key", "@external", "@requires", "@interfaceObject", "@inaccessible", "@authenticated", "@shareable"])`;

const typeDefs = {
  zoo: `
    type Query { search: [Result!]! nodes: [Node!]! node(id: ID!): Node accounts: [Account!]! mood: Mood hidden: Int @inaccessible }
    type Mutation { first(n: Int): Int third: Int }
    enum Mood { GOOD SECRET @inaccessible }
    union Result = Cat | Dog | Ghost
    interface Node @key(fields: "id") { id: ID! name: String }
    type Cat implements Node @key(fields: "id") { id: ID! name: String sound: String! mother: Cat }
    type Dog implements Node @key(fields: "id") { id: ID! name: String sound: Int mother: Dog }
    type Ghost @inaccessible { id: ID! }
    type Account @key(fields: "id") { id: ID! address: Address }
    type Address { street: String zip: Int }
  `,
  desk: `
    type Query { scored: [Node!]! }
    type Mutation { second: Int }
    type Node @key(fields: "id") @interfaceObject { id: ID! score: Int }
    type Account @key(fields: "id") {
      id: ID!
      address: Address @external
      price(factor: Int = 1): Int @requires(fields: "address { zip }")
      tags: [[Tag!]]
      secret: String @authenticated
    }
    type Address @external { zip: Int }
    type Tag @key(fields: "k") { k: ID! }
  `,
  words: `
    type Tag @key(fields: "k") { k: ID! label: String }
    type Cat @key(fields: "id") { id: ID! lives(x: Int): Int }
    type Dog @key(fields: "id") { id: ID! lives(x: Int): String }
  `,
};

const cat = { __typename: 'Cat', id: 'c1', name: 'Tom', sound: 'meow' };
const dog = { __typename: 'Dog', id: 'd1', name: 'Rex', sound: 3 };
const order: string[] = [];
const step = (name: string, value: number) => () => {
  order.push(name);
  return value;
};

const resolvers: Record<keyof typeof typeDefs, object> = {
  zoo: {
    Query: {
      search: () => [{ ...cat, mother: { ...cat, id: 'c2' } }, dog, { __typename: 'Ghost', id: 'g1' }],
      nodes: () => [cat, dog],
      node: (_root: unknown, { id }: { id: string }) => [cat, dog].find((node) => node.id === id) ?? null,
      accounts: () => [
        { id: 'a1', address: { street: 'Main', zip: 7 } },
        { id: 'a2', address: null },
      ],
      mood: () => 'SECRET',
    },
    Mutation: { first: step('first', 1), third: step('third', 3) },
    Node: { __resolveReference: ({ id }: { id: string }) => [cat, dog].find((node) => node.id === id) },
    Cat: { __resolveReference: () => cat },
    Dog: { __resolveReference: () => dog },
  },
  desk: {
    Query: { scored: () => [{ id: 'c1' }, { id: 'd1' }] },
    Mutation: { second: step('second', 2) },
    Node: { score: ({ id }: { id: string }) => (id === 'c1' ? 9 : 5) },
    Account: {
      price: ({ address }: { address: { zip: number } | null }, { factor }: { factor: number }) =>
        (address?.zip ?? 0) * factor,
      tags: ({ id }: { id: string }) => [[{ k: `${id}x` }, { k: 'shared' }], [{ k: 'shared' }], null],
      secret: () => 's',
    },
  },
  words: {
    Tag: { label: ({ k }: { k: string }) => `tag ${k}` },
    Cat: { lives: (_cat: unknown, { x }: { x?: number }) => x ?? 9 },
    Dog: { lives: (_dog: unknown, { x }: { x?: number }) => `dog ${x ?? 1}` },
  },
};

const schemas = new Map<string, GraphQLSchema>(
  Object.entries(typeDefs).map(([name, sdl]) => [
    name,
    buildSubgraphSchema([
      { typeDefs: parse(link + sdl), resolvers: resolvers[name as keyof typeof typeDefs] as never },
    ]),
  ]),
);
const sources = Object.entries(typeDefs).map(([name, sdl]) => ({ name, url: `http://${name}`, sdl: link + sdl }));
const graph = createGraph(composeSupergraph(sources), { cacheSize: 100 });

async function fetch(subgraph: string, { query, variables }: SubgraphRequest) {
  const schema = schemas.get(subgraph);
  if (!schema) throw new Error(`No stub is named ${subgraph}.`);
  const result = await execute({ schema, document: parse(query), variableValues: { ...variables } });
  return readAnswer(subgraph, JSON.parse(JSON.stringify(result)));
}

async function run(query: string, variables: JsonObject = {}): Promise<unknown> {
  const prepared = prepareOperation(parse(query));
  const { data, errors } = await executeOperation({ graph, prepared, variables, fetch });
  return JSON.parse(JSON.stringify({ data, ...(errors.length > 0 && { errors }) }));
}

describe('the executor', () => {
  test('shows objects of an interface of which nothing but the fields of the interface is asked for', async () => {
    expect(await run('{ node(id: "c1") { id } nodes { name } }')).toEqual({
      data: { node: { id: 'c1' }, nodes: [{ name: 'Tom' }, { name: 'Rex' }] },
    });
    expect(await run('{ scored { score } }')).toEqual({ data: { scored: [{ score: 9 }, { score: 5 }] } });
  });

  test('undoes the aliases by which the planner keeps fields of different types apart', async () => {
    expect(await run('{ search { __typename ... on Cat { sound } ... on Dog { sound } } }')).toMatchObject({
      data: null,
      errors: [{ path: ['search', 2], extensions: { code: 'SUBGRAPH_ANSWER_INVALID' } }],
    });
    expect(await run('{ nodes { ... on Cat { sound } ... on Dog { sound } } }')).toEqual({
      data: { nodes: [{ sound: 'meow' }, { sound: 3 }] },
    });
  });

  test('joins an interface object to concrete types, and from it to them', async () => {
    expect(await run('{ nodes { __typename score ... on Cat { sound } } node(id: "d1") { score } }')).toEqual({
      data: {
        nodes: [
          { __typename: 'Cat', score: 9, sound: 'meow' },
          { __typename: 'Dog', score: 5 },
        ],
        node: { score: 5 },
      },
    });
    expect(await run('{ scored { score name __typename } }')).toEqual({
      data: {
        scored: [
          { score: 9, name: 'Tom', __typename: 'Cat' },
          { score: 5, name: 'Rex', __typename: 'Dog' },
        ],
      },
    });
  });

  test('fetches fields that only one type of a list has', async () => {
    expect(await run('{ nodes { ... on Cat { lives(x: 1) } ... on Dog { lives(x: 2) mother { lives } } } }')).toEqual({
      data: { nodes: [{ lives: 1 }, { lives: 'dog 2', mother: null }] },
    });
  });

  test('goes into lists of lists', async () => {
    const inner = (id: string) => [[{ label: `tag ${id}x` }, { label: 'tag shared' }], [{ label: 'tag shared' }], null];
    expect(await run('{ accounts { tags { label } } }')).toEqual({
      data: { accounts: [{ tags: inner('a1') }, { tags: inner('a2') }] },
    });
  });

  test('sends what a field requires, even where the client took its name for another', async () => {
    expect(await run('query ($f: Int) { accounts { address: id price(factor: $f) once: price } }', { f: 3 })).toEqual({
      data: {
        accounts: [
          { address: 'a1', price: 21, once: 7 },
          { address: 'a2', price: 0, once: 0 },
        ],
      },
    });
  });

  test('shows nothing that is @inaccessible', async () => {
    expect(await run('{ mood }')).toEqual({ data: { mood: null } });
    expect(await run('{ __type(name: "Ghost") { name } }')).toEqual({ data: { __type: null } });
    expect(graph.apiSchema.getQueryType()?.getFields()).not.toHaveProperty('hidden');
    expect(Object.keys(graph.apiSchema.getTypeMap()).filter((name) => name.includes('join__'))).toEqual([]);
  });

  test('runs the fields of a mutation in their order, whichever subgraph they belong to', async () => {
    order.length = 0;
    expect(await run('mutation ($n: Int) { ...M second third } fragment M on Mutation { first(n: $n) }')).toEqual({
      data: { first: 1, second: 2, third: 3 },
    });
    expect(order).toEqual(['first', 'second', 'third']);
  });

  test('mixes introspection and data in one fragment', async () => {
    expect(
      await run('query { ...Q } fragment Q on Query { __schema { queryType { name } } mood me: __typename }'),
    ).toMatchObject({
      data: { __schema: { queryType: { name: 'Query' } }, mood: null, me: 'Query' },
    });
  });

  test('keeps fields in the order of the selection and merges fields that are there twice', async () => {
    const query = '{ nodes { name } nodes { id name score } }';
    expect(JSON.stringify(await run(query))).toBe(
      '{"data":{"nodes":[{"name":"Tom","id":"c1","score":9},{"name":"Rex","id":"d1","score":5}]}}',
    );
  });

  test('keeps what one join adds to an entity apart from the same entity elsewhere', async () => {
    const query = '{ a: nodes { ... on Cat { n: lives(x: 1) } } b: nodes { ... on Cat { n: lives(x: 2) } } }';
    expect(await run(query)).toEqual({ data: { a: [{ n: 1 }, {}], b: [{ n: 2 }, {}] } });
  });
});
