import type { FederationCase } from '../federation-case.ts';

const song = { id: 's', words: 'old words', tune: 'old tune', beat: 1, key: 'C' };

export const federationCase: FederationCase = {
  resolvers: {
    old: { Query: { song }, Song: { __resolveReference: song } },
    new: { Song: { words: 'new words', tune: 'new tune', beat: 2 } },
  },
  operations: {
    'a label that nobody switched on leaves the field where it was': {
      query: '{ song { words key } }',
      data: { song: { words: 'old words', key: 'C' } },
      silent: ['new'],
    },
    'none of the requests go over at 0 percent': {
      query: '{ song { tune } }',
      data: { song: { tune: 'old tune' } },
      silent: ['new'],
    },
    'all of them do at 100 percent': {
      query: '{ song { beat key } }',
      data: { song: { beat: 2, key: 'C' } },
      oracle: { differsIn: 'answer', because: 'It knows no percentages and leaves every labelled field where it was.' },
    },
  },
};
