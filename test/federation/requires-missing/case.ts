import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    base: { Query: { wells: [{ id: 'w1' }, { id: 'w2' }] } },
    depths: {
      Well: {
        __resolveReference: (key: { id: string }) => (key.id === 'w1' ? { ...key, depth: 30 } : new Error('Dry.')),
      },
    },
    pumps: { Well: { power: ({ depth }: { depth: number }) => depth * 2, colour: 'green' } },
  },
  operations: {
    'a field whose required field failed is null, and its subgraph is not asked for it': {
      query: '{ wells { id power } }',
      data: {
        wells: [
          { id: 'w1', power: 60 },
          { id: 'w2', power: null },
        ],
      },
      errors: [{ path: ['wells', 1], message: 'Dry.' }],
    },
    'other fields of that subgraph are still there': {
      query: '{ wells { id power colour } }',
      data: {
        wells: [
          { id: 'w1', power: 60, colour: 'green' },
          { id: 'w2', power: null, colour: 'green' },
        ],
      },
      errors: [{ path: ['wells', 1], message: 'Dry.' }],
      plannerFault: 'It puts both fields into one fetch, which an entity without the required field does not get.',
    },
  },
};
