import type { FederationCase } from '../federation-case.ts';

const story = (id: string) => ({
  __typename: 'Story',
  id,
  title: `Title ${id}`,
  more: [{ id: `${id}x`, title: 'More' }],
});
const stream = (field: string, values: (args: Record<string, unknown>) => unknown[]) => ({
  async *subscribe(_root: unknown, args: Record<string, unknown>) {
    for (const value of values(args)) yield { [field]: value };
  },
});

export const federationCase: FederationCase = {
  resolvers: {
    news: {
      Query: { latest: story('1') },
      Subscription: {
        story: stream('story', ({ tag }) => [story('1'), story(`${String(tag)}2`)]),
        ticks: stream('ticks', ({ to }) => Array.from({ length: Number(to) }, (_, index) => index + 1)),
        anything: stream('anything', () => [story('1'), null, { __typename: 'Note', text: 'Hi' }]),
        failing: stream('failing', () => [story('1'), null, story('2')]),
      },
    },
    readers: {
      Story: {
        __resolveReference: (key: { id: string }) => (key.id === 'bad2' ? Promise.reject(new Error('Unread.')) : key),
        reads: ({ id }: { id: string }, { since }: { since: number }) => id.length + since,
        last: ({ id }: { id: string }) => ({ id: `reader of ${id}` }),
      },
    },
    people: { Reader: { name: ({ id }: { id: string }) => id.toUpperCase() } },
  },
  operations: {
    'events of one field without joins': {
      query: 'subscription ($to: Int!) { ticks(to: $to) }',
      variables: { to: 2 },
      events: [{ data: { ticks: 1 } }, { data: { ticks: 2 } }],
      silent: ['readers'],
    },
    'each event is joined, through two subgraphs': {
      query:
        'subscription S($tag: String = "t", $since: Int) { s: story(tag: $tag) { title n: reads(since: $since) last { name } id: title more { reads } } }',
      variables: { since: 10 },
      events: ['1', 't2'].map((id) => ({
        data: {
          s: {
            title: `Title ${id}`,
            n: id.length + 10,
            last: { name: `READER OF ${id.toUpperCase()}` },
            id: `Title ${id}`,
            more: [{ reads: id.length + 1 }],
          },
        },
      })),
    },
    'events of a union, with one that is null': {
      query: 'subscription { anything { kind: __typename ... on Story { reads } ... on Note { text } } }',
      events: [
        { data: { anything: { kind: 'Story', reads: 1 } } },
        { data: { anything: null } },
        { data: { anything: { kind: 'Note', text: 'Hi' } } },
      ],
    },
    'an event whose join fails is told with its error, and the next ones come': {
      query: 'subscription { story(tag: "bad") { title last { id } } }',
      events: [
        { data: { story: { title: 'Title 1', last: { id: 'reader of 1' } } } },
        { data: { story: { title: 'Title bad2', last: null } }, errors: [{ path: ['story'], message: 'Unread.' }] },
      ],
    },
    'an event that is null where it may not be': {
      query: 'subscription ($no: Boolean = false) { failing { id reads @include(if: $no) } }',
      events: [
        { data: { failing: { id: '1' } } },
        {
          data: null,
          errors: [{ path: ['failing'], message: 'Cannot return null for non-nullable field Subscription.failing.' }],
        },
        { data: { failing: { id: '2' } } },
      ],
      silent: ['readers'],
    },
    'variables that do not fit': {
      query: 'subscription ($to: Int!) { ticks(to: $to) }',
      variables: { to: 'x' },
      events: [{ data: undefined, errors: [{ code: 'BAD_USER_INPUT' }] }],
    },
  },
};
