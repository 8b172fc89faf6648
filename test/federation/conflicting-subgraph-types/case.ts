import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    main: { Query: { shop: { id: 's', name: null, open: false, rank: 0 } } },
    other: { Shop: { name: 'Other', open: true, rank: null, town: { name: '' } } },
  },
  operations: {
    'a field that may be null in one subgraph may be null in the graph': {
      query: '{ shop { name rank town { name } } __type(name: "Shop") { fields { name type { kind name } } } }',
      data: {
        shop: { name: null, rank: 0, town: { name: '' } },
        __type: {
          fields: [
            { name: 'id', type: { kind: 'NON_NULL', name: null } },
            { name: 'name', type: { kind: 'SCALAR', name: 'String' } },
            { name: 'open', type: { kind: 'SCALAR', name: 'Boolean' } },
            { name: 'rank', type: { kind: 'SCALAR', name: 'Int' } },
            { name: 'town', type: { kind: 'OBJECT', name: 'Town' } },
          ],
        },
      },
    },
    'false, zero and the empty text are values': {
      query: '{ shop { open rank town { name } } }',
      data: { shop: { open: false, rank: 0, town: { name: '' } } },
    },
  },
};
