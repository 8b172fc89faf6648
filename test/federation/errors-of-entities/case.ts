import type { FederationCase } from '../federation-case.ts';

const fail = (message: string) => {
  throw Object.assign(new Error(message), {
    extensions: { code: 'BUSY', http: { status: 503 }, stacktrace: ['secret.js'] },
  });
};
const ids = ['a', 'b', 'c'].map((id) => ({ id }));

export const federationCase: FederationCase = {
  resolvers: {
    team: {
      Query: {
        team: { members: ids, lead: ids[1] },
        teams: [[ids[1]], [null, ids[0], ids[1]]],
        lead: ids[2],
        far: { members: [ids[0], { id: 'far' }], lead: ids[1] },
      },
    },
    tasks: {
      Member: {
        __resolveReference: (key: { id: string }) => {
          if (key.id === 'c') return Promise.reject(new Error('No c.'));
          return key.id === 'far' ? fail('Not one.') : key;
        },
        tasks: ({ id }: { id: string }) => (id === 'a' ? [{ id: 't1', late: true }, { id: 't2' }] : []),
        load: ({ id }: { id: string }, { of }: { of?: string }) =>
          id === 'b' ? fail(`No load of ${of ?? 'all'}.`) : 4,
        mood: ({ id }: { id: string }) => ({ now: () => (id === 'b' ? fail('No mood.') : 'glad') }),
      },
    },
    logs: {
      Task: {
        log: ({ id }: { id: string }) => (id === 't2' ? fail('No log.') : 'all well'),
        lines: ({ id }: { id: string }) => (id === 't1' ? [{ text: 'one' }, { text: null }] : []),
      },
    },
  },
  operations: {
    'stand at the field of the entity that failed, with the code of the subgraph and nothing of its inside': {
      query: '{ lead { id } team { lead { load } } }',
      data: { lead: { id: 'c' }, team: { lead: { load: null } } },
      errors: [{ path: ['team', 'lead', 'load'], message: 'No load of all.', code: 'BUSY' }],
      hidden: ['secret.js', '_entities', '503'],
    },
    'at each place where the entity stands': {
      query: '{ team { members { id load(of: "x") } lead { load(of: "x") } } }',
      data: {
        team: {
          members: [
            { id: 'a', load: 4 },
            { id: 'b', load: null },
            { id: 'c', load: null },
          ],
          lead: { load: null },
        },
      },
      errors: [
        { path: ['team', 'members', 1, 'load'], message: 'No load of x.' },
        { path: ['team', 'members', 2], message: 'No c.' },
        { path: ['team', 'lead', 'load'], message: 'No load of x.' },
      ],
    },
    'in lists of lists, between nulls': {
      query: '{ teams { load } }',
      data: { teams: [[{ load: null }], [null, { load: 4 }, { load: null }]] },
      errors: [{ path: ['teams', 0, 0, 'load'] }, { path: ['teams', 1, 2, 'load'] }],
      oracle: { differsIn: 'errors', because: 'It counts representations, not places.' },
    },
    'under the names that the client gave': {
      query: '{ t: team { l: lead { how: mood { is: now } much: load } } }',
      data: { t: { l: { how: { is: null }, much: null } } },
      errors: [{ path: ['t', 'l', 'how', 'is'], message: 'No mood.' }, { path: ['t', 'l', 'much'] }],
    },
    'also those of fields that are asked for twice': {
      query: '{ team { lead { a: load(of: "1") b: load(of: "2") } } }',
      data: { team: { lead: { a: null, b: null } } },
      errors: [
        { path: ['team', 'lead', 'a'], message: 'No load of 1.' },
        { path: ['team', 'lead', 'b'], message: 'No load of 2.' },
      ],
    },
    'of the join as a whole: at every place that it was made for, before the first list': {
      query: '{ far { members { load } lead { load } } }',
      data: { far: { members: [{ load: null }, { load: null }], lead: { load: null } } },
      errors: [
        { path: ['far', 'lead'], message: 'Not one.' },
        { path: ['far', 'members'], message: 'Not one.' },
      ],
      oracle: { differsIn: 'answer', because: 'It sends two requests, of which one does not fail.' },
    },
    'two joins deep, at the right members of both lists': {
      query: '{ team { members { tasks { log lines { text } } } } }',
      data: {
        team: {
          members: [
            {
              tasks: [
                { log: 'all well', lines: [{ text: 'one' }, null] },
                { log: null, lines: [] },
              ],
            },
            { tasks: [] },
            { tasks: null },
          ],
        },
      },
      errors: [
        { path: ['team', 'members', 0, 'tasks', 0, 'lines', 1, 'text'] },
        { path: ['team', 'members', 0, 'tasks', 1, 'log'], message: 'No log.' },
        { path: ['team', 'members', 2], message: 'No c.' },
      ],
    },
  },
};
