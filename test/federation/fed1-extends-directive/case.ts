import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const accounts = [{ iban: 'X1', owner: 'Ola' }];

export const federationCase: FederationCase = {
  federation1: ['accounts', 'balances'],
  resolvers: {
    accounts: { Query: { accounts }, Account: { __resolveReference: findBy(accounts, 'iban') } },
    balances: {
      Query: { balances: [{ iban: 'X1' }] },
      Account: { balance: 5, greeting: ({ owner }: { owner: string }) => `Dear ${owner}` },
    },
    limits: { Account: { limit: 100 } },
  },
  operations: {
    'subgraphs of Federation 1 and 2 serve one graph': {
      query: '{ accounts { balance limit } balances { owner greeting limit iban } }',
      data: {
        accounts: [{ balance: 5, limit: 100 }],
        balances: [{ owner: 'Ola', greeting: 'Dear Ola', limit: 100, iban: 'X1' }],
      },
    },
  },
};
