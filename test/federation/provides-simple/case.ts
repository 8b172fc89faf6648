import type { FederationCase } from '../federation-case.ts';

const talk = { id: 't1', speaker: { id: 's1', name: 'Provided' } };

export const federationCase: FederationCase = {
  resolvers: {
    talks: { Query: { talks: [talk], keynote: talk } },
    speakers: { Speaker: { name: 'Owned', city: 'Oslo' } },
  },
  operations: {
    'a provided field needs no other subgraph on the path that provides it': {
      query: '{ keynote { speaker { name } } }',
      data: { keynote: { speaker: { name: 'Provided' } } },
      silent: ['speakers'],
    },
    'and is fetched from its owner on other paths': {
      query: '{ talks { speaker { name } } }',
      data: { talks: [{ speaker: { name: 'Owned' } }] },
    },
    'other fields are fetched beside it': {
      query: '{ keynote { speaker { city name } } talks { speaker { name city } } }',
      data: {
        keynote: { speaker: { city: 'Oslo', name: 'Provided' } },
        talks: [{ speaker: { name: 'Owned', city: 'Oslo' } }],
      },
      oracle: {
        differsIn: 'answer',
        because: 'Which of the two names it shows once the owner is asked anyway is its choice.',
      },
    },
  },
};
