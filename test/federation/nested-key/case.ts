import type { FederationCase } from '../federation-case.ts';

interface LotKey {
  row: number;
  shelf: { level: number; room: { id: string } };
}
const lot = (row: number, level: number, id: string, count: number) => ({ row, count, shelf: { level, room: { id } } });

export const federationCase: FederationCase = {
  resolvers: {
    stock: { Query: { lots: [lot(1, 2, 'north', 5), lot(1, 3, 'south', 6)] } },
    labels: {
      Lot: { label: ({ row, shelf }: LotKey) => `${shelf.room.id}/${shelf.level}/${row}` },
    },
  },
  operations: {
    'a key with objects in it is sent whole': {
      query: '{ lots { label count } }',
      data: {
        lots: [
          { label: 'north/2/1', count: 5 },
          { label: 'south/3/1', count: 6 },
        ],
      },
    },
    'its parts can be selected beside it, under other names': {
      query: '{ lots { where: shelf { floor: level } label shelf { room { id } } } }',
      data: {
        lots: [
          { where: { floor: 2 }, label: 'north/2/1', shelf: { room: { id: 'north' } } },
          { where: { floor: 3 }, label: 'south/3/1', shelf: { room: { id: 'south' } } },
        ],
      },
    },
    'a key part may be shadowed by an alias of another field': {
      query: '{ lots { shelf: row row: count label } }',
      data: {
        lots: [
          { shelf: 1, row: 5, label: 'north/2/1' },
          { shelf: 1, row: 6, label: 'south/3/1' },
        ],
      },
      oracle: { differsIn: 'answer', because: 'It gives null for the whole answer.' },
    },
  },
};
