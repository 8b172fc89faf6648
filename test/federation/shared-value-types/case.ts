import type { FederationCase } from '../federation-case.ts';

const place = (name: string, x: number) => ({ name, point: { x, y: -x } });

export const federationCase: FederationCase = {
  resolvers: {
    north: { Query: { north: place('N', 1), both: place('B', 3) } },
    south: { Query: { south: place('S', 2), both: place('B', 3) } },
  },
  operations: {
    'a value type is answered where the path began': {
      query: '{ north { name point { x y } } south { point { y } name } }',
      data: { north: { name: 'N', point: { x: 1, y: -1 } }, south: { point: { y: -2 }, name: 'S' } },
    },
    'a shared root field is asked of a subgraph that has all of it': {
      query: '{ both { point { x } name } north { name } }',
      data: { both: { point: { x: 3 }, name: 'B' }, north: { name: 'N' } },
      silent: ['south'],
    },
  },
};
