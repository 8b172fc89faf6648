import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Taxed {
  site: { zone: number; street: { width: number } | null } | null;
}
interface Lit {
  rooms: { area: number; windows: ({ panes: number } | null)[] | null }[];
}
const houses = [
  {
    id: 'h1',
    site: { zone: 2, street: { name: 'Elm', width: 10 } },
    rooms: [
      { area: 20, windows: [{ panes: 4 }, null, { panes: 2 }] },
      { area: 9, windows: null },
    ],
  },
  { id: 'h2', site: null, rooms: [] },
  { id: 'h3', site: { zone: 5, street: null }, rooms: [{ area: 1, windows: [] }] },
];

export const federationCase: FederationCase = {
  resolvers: {
    houses: { Query: { house: houses[0], houses }, House: { __resolveReference: findBy(houses, 'id') } },
    taxes: {
      House: {
        tax: ({ site }: Taxed) => (site ? site.zone * (site.street?.width ?? 1) : 0),
        light: ({ rooms }: Lit) =>
          rooms.reduce(
            (sum, { area, windows }) =>
              sum + area + (windows ?? []).reduce((all, window) => all + (window?.panes ?? 100), 0),
            0,
          ),
      },
    },
  },
  operations: {
    'objects in objects are required': {
      query: '{ house { tax } }',
      data: { house: { tax: 20 } },
    },
    'lists are required, with the nulls in them': {
      query: '{ houses { light tax } }',
      data: {
        houses: [
          { light: 135, tax: 20 },
          { light: 0, tax: 0 },
          { light: 1, tax: 5 },
        ],
      },
    },
    'what is required and not selected is not shown, and what is selected is not cut': {
      query: '{ houses { tax site { street { name } } rooms { windows { panes } } light } }',
      data: {
        houses: [
          {
            tax: 20,
            site: { street: { name: 'Elm' } },
            rooms: [{ windows: [{ panes: 4 }, null, { panes: 2 }] }, { windows: null }],
            light: 135,
          },
          { tax: 0, site: null, rooms: [], light: 0 },
          { tax: 5, site: { street: null }, rooms: [{ windows: [] }], light: 1 },
        ],
      },
    },
  },
};
