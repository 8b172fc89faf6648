import type { FederationCase } from '../federation-case.ts';

const letter = { __typename: 'Letter', from: 'Ma' };
const parcel = { __typename: 'Parcel', grams: 300 };
const bundle = { __typename: 'Parcel', content: { __typename: 'Call', seconds: 9 }, box: { id: 'b' } };
const call = { __typename: 'Call', seconds: 9 };
const pallet = { __typename: 'Pallet', boxes: 40 };
const tray = (...items: unknown[]) => ({ items, note: null });
const items =
  'items { __typename ... on Letter { from } ... on Parcel { grams } ... on Call { seconds } ... on Pallet { boxes } }';

/** A union that each subgraph knows with members of its own. */
export const federationCase: FederationCase = {
  resolvers: {
    desk: {
      Query: { inbox: tray(letter, parcel, call), ours: { id: 'o' }, either: { id: 'e' } },
      Box: { tray: tray(letter), shelf: tray(letter, parcel, bundle) },
      Parcel: {
        grams: ({ grams }: { grams?: number }, { tens }: { tens?: boolean }) => (grams && tens ? grams / 10 : grams),
      },
    },
    yard: {
      Query: { theirs: { id: 't' }, either: { id: 'e' } },
      Box: { tray: tray(letter), shed: tray(pallet, letter), shelf: tray(pallet, letter) },
    },
  },
  operations: {
    'a field of a type without key has all members of the subgraph that it is reached in': {
      query: `{ inbox { note ${items} } }`,
      data: { inbox: { note: null, items: [letter, parcel, call] } },
    },
    'members that the other subgraph lacks, alone': {
      query: '{ inbox { items { ... on Parcel { grams } ... on Call { seconds } } } }',
      data: { inbox: { items: [{}, { grams: 300 }, { seconds: 9 }] } },
    },
    'an entity that both subgraphs may answer has what both know': {
      query: `{ either { tray { ${items} } } ours { tray { ${items} } } }`,
      data: { either: { tray: { items: [letter] } }, ours: { tray: { items: [letter] } } },
    },
    'and of what only one of them knows, what the one that was asked says': {
      query: `query ($tens: Boolean) {
        ours { shelf { items { __typename ... on Parcel { grams(tens: $tens) content { ... on Call { seconds } } box { id } } } } }
        theirs { shelf { ${items} } }
      }`,
      variables: { tens: true },
      data: {
        ours: {
          shelf: {
            items: [
              { __typename: 'Letter' },
              { __typename: 'Parcel', grams: 30, content: null, box: null },
              { __typename: 'Parcel', grams: null, content: { seconds: 9 }, box: { id: 'b' } },
            ],
          },
        },
        theirs: { shelf: { items: [pallet, letter] } },
      },
      oracle: { differsIn: 'answer', because: 'It asks each subgraph only for what all of them know.' },
    },
    'a field of one subgraph has its members, also through a join': {
      query: `{ ours { shed { ${items} } } theirs { shed { ${items} } } }`,
      data: { ours: { shed: { items: [pallet, letter] } }, theirs: { shed: { items: [pallet, letter] } } },
    },
  },
};
