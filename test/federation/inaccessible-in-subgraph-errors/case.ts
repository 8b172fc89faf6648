import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    safe: { Query: { safes: [{ secretCode: 's-1', name: 'Big' }] } },
    locks: {
      Safe: {
        lock: () => {
          throw new Error('Jammed.');
        },
        alarm: null,
      },
    },
  },
  operations: {
    'an error of a join over a hidden key stands at a path that clients know': {
      query: '{ safes { name lock } }',
      data: { safes: [{ name: 'Big', lock: null }] },
      errors: [{ path: ['safes', 0, 'lock'], message: 'Jammed.' }],
      hidden: ['secretCode', 's-1', '_entities'],
    },
    'also where the subgraph nulled a field that may not be null': {
      query: '{ safes { name alarm } }',
      data: { safes: [null] },
      errors: [{ path: ['safes', 0, 'alarm'], message: 'Cannot return null for non-nullable field Safe.alarm.' }],
      hidden: ['secretCode', 's-1', '_entities'],
    },
  },
};
