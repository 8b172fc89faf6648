import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const works = [{ id: 'w1', year: 1890 }];

export const federationCase: FederationCase = {
  resolvers: {
    works: { Query: { works }, Work: { __resolveReference: findBy(works, 'id') } },
    notes: {
      Query: { noted: [{ id: 'w1', year: 3 }] },
      Work: { remark: 'fine', age: ({ year }: { year: number }) => 2000 - year },
    },
  },
  operations: {
    'an external field comes from its owner': {
      query: '{ noted { year remark } works { remark year } }',
      data: { noted: [{ year: 1890, remark: 'fine' }], works: [{ remark: 'fine', year: 1890 }] },
    },
    'even where its subgraph says a value of its own': {
      query: '{ noted { age } }',
      data: { noted: [{ age: 110 }] },
    },
  },
};
