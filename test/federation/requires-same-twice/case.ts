import type { FederationCase } from '../federation-case.ts';

interface Green {
  trees: number;
  oxygen: number;
}

export const federationCase: FederationCase = {
  resolvers: {
    parks: { Query: { park: { id: 'p', trees: 10 } }, Park: { __resolveReference: { id: 'p', trees: 10 } } },
    air: { Park: { oxygen: ({ trees }: Green) => trees * 3 } },
    shade: { Park: { shade: ({ trees }: Green) => trees + 1, cool: ({ trees, oxygen }: Green) => trees + oxygen } },
  },
  operations: {
    'several fields require the same one, one of them by way of another': {
      query: '{ park { shade oxygen cool } }',
      data: { park: { shade: 11, oxygen: 30, cool: 40 } },
    },
    'with aliases on the fields that require': {
      query: '{ park { a: cool b: shade trees: oxygen c: cool } }',
      data: { park: { a: 40, b: 11, trees: 30, c: 40 } },
      oracle: { differsIn: 'answer', because: 'It mixes the required field with the alias of its name.' },
    },
  },
};
