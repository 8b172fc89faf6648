import type { FederationCase } from '../federation-case.ts';

const things = [{ id: '1' }, { id: '2' }];

export const federationCase: FederationCase = {
  resolvers: { main: { Query: { list: things, one: things[0], deep: { things: [things[1], null] } } } },
  faults: {
    moody: ({ query }) => {
      if (!query.includes('_entities')) return { data: { a: 1, b: null }, errors: [{ message: 'Half.' }] };
      if (query.includes('weight'))
        return { errors: [{ message: 'Whole.' }, 'odd', { path: ['_entities', 7], message: 'Far.' }] };
      return { data: { _entities: [{ size: 1 }, null] }, errors: [{ message: 'Half.', path: ['_entities'] }] };
    },
  },
  operations: {
    'at the root it stands without one, beside the data': {
      query: '{ a b }',
      data: { a: 1, b: null },
      errors: [{ message: 'Half.', code: 'SUBGRAPH_FAILED' }],
    },
    'in a join it stands where the join is made': {
      query: '{ list { size } }',
      data: { list: [{ size: 1 }, { size: null }] },
      errors: [{ message: 'Half.', path: ['list'] }],
    },
    'without data, and in a shape that no error has': {
      query: '{ deep { things { id weight } } one { id } }',
      data: { deep: { things: [null, null] }, one: { id: '1' } },
      errors: [
        { message: 'Whole.', path: ['deep', 'things'] },
        { message: 'Far.', path: ['deep', 'things'] },
        { message: 'The subgraph "moody" failed without a message.', path: ['deep', 'things'] },
      ],
      oracle: { differsIn: 'errors', because: 'It shows the path that no entity has.' },
    },
  },
};
