import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    legacy: {
      Query: { film: { id: 'f', title: 'Rain', minutes: 1 } },
      Film: { __resolveReference: { id: 'f', title: 'Rain', minutes: 1 } },
    },
    modern: { Film: { minutes: 99, seconds: 5940 } },
  },
  operations: {
    'an overridden field comes from its new subgraph': {
      query: '{ film { title minutes } }',
      data: { film: { title: 'Rain', minutes: 99 } },
    },
    'though the old one was asked anyway': {
      query: '{ film { minutes seconds title id } }',
      data: { film: { minutes: 99, seconds: 5940, title: 'Rain', id: 'f' } },
    },
  },
};
