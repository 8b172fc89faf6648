import type { FederationCase } from '../federation-case.ts';

interface Dog {
  id: string;
  tag: string;
  years: number;
}
const tagged = ({ id, tag }: Partial<Dog>) => ({ id: id ?? tag?.slice(1), tag: tag ?? `#${id}` });

/** One subgraph knows a type by one key, the others by that and one more. */
export const federationCase: FederationCase = {
  resolvers: {
    kennels: { Query: { dog: { id: '3' }, dogs: [{ id: '1' }, { id: '2' }] } },
    register: { Dog: { __resolveReference: tagged, years: ({ id }: Dog) => Number(id) * 2 } },
    vets: {
      Dog: {
        __resolveReference: (dog: Dog) => ({ ...dog, ...tagged(dog) }),
        dose: ({ years }: Dog) => years * 10,
        mother: ({ id }: Dog) => (id === '4' ? null : { id: '4', tag: '#4' }),
      },
    },
  },
  operations: {
    'a required field is found by the key that the first subgraph has': {
      query: '{ dog { dose } dogs { id dose } }',
      data: {
        dog: { dose: 60 },
        dogs: [
          { id: '1', dose: 20 },
          { id: '2', dose: 40 },
        ],
      },
    },
    'also further down': {
      query: '{ dog { mother { dose years mother { dose } } } }',
      data: { dog: { mother: { dose: 80, years: 8, mother: null } } },
    },
    'the other key as a field': {
      query: '{ dog { tag dose } }',
      data: { dog: { tag: '#3', dose: 60 } },
    },
  },
};
