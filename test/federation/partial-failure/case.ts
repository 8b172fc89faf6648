import type { FederationCase } from '../federation-case.ts';

const users = [
  { id: '1', name: 'Ada' },
  { id: '2', name: 'Bo' },
];

export const federationCase: FederationCase = {
  resolvers: { core: { Query: { user: users[0], users, need: users[0] } }, up: { User: { city: 'Rome' } } },
  faults: {
    down: () => {
      throw new Error('It is down.');
    },
  },
  operations: {
    'what other subgraphs have is there': {
      query: '{ users { name posts { text } city } }',
      data: {
        users: [
          { name: 'Ada', posts: null, city: 'Rome' },
          { name: 'Bo', posts: null, city: 'Rome' },
        ],
      },
      errors: [{ path: ['users'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    'root fields of it are null, each with an error': {
      query: '{ news w: weather { sky } user { name } }',
      data: { news: null, w: null, user: { name: 'Ada' } },
      errors: [
        { path: ['news'], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['w'], code: 'SUBGRAPH_UNAVAILABLE' },
      ],
    },
    'a field that may not be null takes its parent with it, with no second error': {
      query: '{ user { name karma } users { id } }',
      data: { user: null, users: [{ id: '1' }, { id: '2' }] },
      errors: [{ path: ['user'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    'up to the whole answer': {
      query: '{ must user { name } }',
      data: null,
      errors: [{ path: ['must'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
    'in a mutation as well as in a query, nothing of the failure but its code is told': {
      query: '{ need { city karma } }',
      data: null,
      errors: [{ path: ['need'], code: 'SUBGRAPH_UNAVAILABLE' }],
      hidden: ['.invalid', 'stack'],
    },
  },
};
