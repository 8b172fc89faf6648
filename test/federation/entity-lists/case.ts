import type { FederationCase } from '../federation-case.ts';

const cell = (id: string) => ({ id, neighbours: id === 'z' ? [] : [{ id: `${id}l` }, { id: `${id}r` }] });

export const federationCase: FederationCase = {
  resolvers: {
    grid: {
      Query: {
        grid: [[[cell('a'), null], []], null, [[cell('b'), cell('a')]]],
        rows: null,
        empty: [[], []],
        line: [null, cell('z'), null],
      },
    },
    paint: { Cell: { colour: ({ id }: { id: string }) => `#${id}` } },
  },
  operations: {
    'entities are found in lists of lists of lists, between nulls': {
      query: '{ grid { colour } }',
      data: { grid: [[[{ colour: '#a' }, null], []], null, [[{ colour: '#b' }, { colour: '#a' }]]] },
    },
    'lists in entities of lists': {
      query: '{ grid { neighbours { colour id } } line { colour neighbours { colour } } }',
      data: {
        grid: [
          [
            [
              {
                neighbours: [
                  { colour: '#al', id: 'al' },
                  { colour: '#ar', id: 'ar' },
                ],
              },
              null,
            ],
            [],
          ],
          null,
          [
            [
              {
                neighbours: [
                  { colour: '#bl', id: 'bl' },
                  { colour: '#br', id: 'br' },
                ],
              },
              {
                neighbours: [
                  { colour: '#al', id: 'al' },
                  { colour: '#ar', id: 'ar' },
                ],
              },
            ],
          ],
        ],
        line: [null, { colour: '#z', neighbours: [] }, null],
      },
    },
    'nothing is asked for empty and null lists': {
      query: '{ rows { colour } empty { colour } }',
      data: { rows: null, empty: [[], []] },
      silent: ['paint'],
    },
  },
};
