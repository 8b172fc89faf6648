import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const serials = [
  { code: 'l1', serial: 's1' },
  { code: 'l3', serial: null },
];

export const federationCase: FederationCase = {
  resolvers: {
    shops: {
      Query: {
        windows: [{ lamp: { code: 'l1' } }, { lamp: null }, { lamp: { code: 'l2' } }, { lamp: { code: 'l3' } }],
      },
    },
    codes: { Lamp: { __resolveReference: findBy(serials, 'code') } },
    makers: {
      Lamp: {
        __resolveReference: ({ serial }: { serial: string | null }) => {
          if (serial === null) return null;
          return { serial, maker: `maker of ${serial}` };
        },
      },
    },
  },
  operations: {
    'where a key on the way is missing or null the fields behind it are null': {
      query: '{ windows { lamp { code maker } } }',
      data: {
        windows: [
          { lamp: { code: 'l1', maker: 'maker of s1' } },
          { lamp: null },
          { lamp: { code: 'l2', maker: null } },
          { lamp: { code: 'l3', maker: null } },
        ],
      },
    },
  },
};
