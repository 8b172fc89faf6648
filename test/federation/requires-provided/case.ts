import type { FederationCase } from '../federation-case.ts';

const heights: Readonly<Record<string, number>> = { beech: 30, apple: 5, thyme: 1 };
const ids = Object.keys(heights);

interface Plant {
  readonly id: string;
  readonly height?: number;
}

/** A subgraph that brings a field along has it for what requires it. */
export const federationCase: FederationCase = {
  resolvers: {
    garden: {
      Query: {
        bed: ids.map((id) => ({ id, height: heights[id] })),
        plant: (_root: unknown, { id }: Plant) => ({ id }),
      },
      Plant: {
        shades: ({ height }: Plant) => {
          if (height === undefined) throw new Error('How high is it?');
          return ids.filter((id) => (heights[id] ?? 0) < height).map((id) => ({ id }));
        },
      },
    },
    survey: { Plant: { height: ({ id }: Plant) => heights[id] } },
  },
  operations: {
    'in the field that it came along with and below it': {
      query: '{ bed { id shades { id shades { id } } } }',
      data: {
        bed: [
          {
            id: 'beech',
            shades: [
              { id: 'apple', shades: [{ id: 'thyme' }] },
              { id: 'thyme', shades: [] },
            ],
          },
          { id: 'apple', shades: [{ id: 'thyme', shades: [] }] },
          { id: 'thyme', shades: [] },
        ],
      },
    },
    'elsewhere it is fetched': {
      query: '{ plant(id: "apple") { shades { id } } }',
      data: { plant: { shades: [{ id: 'thyme' }] } },
    },
  },
};
