import { describe, expect, test } from '@jest/globals';
import { newNote } from '../../support/stub-subgraph.graph.ts';
import { engines, startFixture } from './gateway.fixture.ts';

const operations: Record<string, { query: string; variables?: Record<string, unknown> }> = {
  'fields of two subgraphs': { query: '{ products { name notes { text } id } }' },
  'aliases, arguments and a required field': {
    query:
      'query ($zone: String) { products { kg: weight far: freight(zone: $zone) near: freight n1: notes { t: text } } }',
    variables: { zone: 'far' },
  },
  'an interface with types of two subgraphs': {
    query: '{ things { __typename name ... on Product { notes { text } } ... on Shelf { size notes { text } } } }',
  },
  'the way back from notes to products': {
    query: '{ notes { text product { name notes { text product { weight } } } } }',
  },
  'two root fields of one entity': {
    query:
      '{ a: product(id: "p1") { notes { text } } b: product(id: "p1") { freight } c: product(id: "no") { name notes { text } } }',
  },
  'fragments, @skip and @include': {
    query: `query ($yes: Boolean!, $no: Boolean = false) { ...Q products @skip(if: $yes) { id } }
      fragment Q on Query { again: products { ...P } __typename }
      fragment P on Product { id notes @include(if: $no) { text } freight @include(if: $yes) name @skip(if: $yes) }`,
    variables: { yes: true },
  },
  'introspection beside data': {
    query: '{ __type(name: "Product") { name fields { name } } products { id } __typename }',
  },
  'nothing but __typename': { query: '{ __typename }' },
  'an error of a vendor': { query: '{ products { id broken notes { text } } }' },
  'an error at an entity that may not be null': {
    query: '{ product(id: "p2") { name required } notes { product { required } } }',
  },
  'a list whose member may not be null': { query: '{ products { name required } }' },
};

describe('both engines', () => {
  test.each(Object.entries(operations))('give equal answers: %s', async (_name, { query, variables = {} }) => {
    const answers = [];
    for (const engine of engines) {
      await using fixture = await startFixture({ config: { engine } });
      fixture.log.add(newNote('p1', 'It boils.'));
      fixture.log.add(newNote('p2', 'It shines.'));
      answers.push(await fixture.query(query, { variables }));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.body.data).toBeDefined();
  });

  test.each(engines)('%s runs mutations of two subgraphs in series and joins their results', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    const { body } = await fixture.query(
      'mutation { rename(id: "p1", name: "Pot") { name notes { text } } note(product: "p1", text: "Hot.") { text product { name } } }',
    );
    expect(body).toEqual({
      data: { rename: { name: 'Pot', notes: [] }, note: { text: 'Hot.', product: { name: 'Pot' } } },
    });
  });

  test.each(engines)('%s sends an entity once, however often it stands in the answer', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    for (const text of ['One.', 'Two.', 'Three.']) fixture.log.add(newNote('p1', text));
    const { body } = await fixture.query('{ notes { text product { name } } }');
    expect(body.data?.['notes']).toHaveLength(3);
    const [call] = fixture.shop.calls;
    expect(call?.variables['representations']).toHaveLength(engine === 'liaison' ? 1 : 3);
  });

  test.each(engines)('%s answers variables that do not fit with BAD_USER_INPUT', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    const { status, body } = await fixture.query('query ($id: ID!) { product(id: $id) { name } }', { variables: {} });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});
