import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyLog } from '../../../shared/events/verify-log.ts';
import { opinionTransitions } from '../../../subgraphs/township/opinion/opinion-transition.ts';
import { opinionStatuses } from '../../../subgraphs/township/opinion/opinion-status.ts';
import { startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import { codeOf, sendAct } from '../../support/level-harness.cases.ts';
import {
  citizen,
  district,
  homeInTown,
  opinionAfter,
  opinionMutations,
  opinionOf,
  people,
  sendOpinion,
  sendOpinionAct,
  sendTo,
  street,
  town,
  type OpinionActName,
  type Send,
} from '../../support/opinion-cases.ts';

let level: TestLevel;
let send: Send;
let now = new Date('2026-03-02T04:00:00Z');

beforeAll(async () => {
  level = await startTestLevel('township', { clock: () => now });
  send = sendTo(level);
});

afterAll(async () => {
  await level[Symbol.asyncDispose]();
});

const wayTo: Readonly<Record<string, readonly OpinionActName[]>> = {
  REGISTERED: [],
  TRIAGED: ['triage'],
  ANSWERED_ON_SPOT: ['triage', 'answer'],
  REDIRECTED: ['triage', 'redirect'],
  TO_GOVERNMENT: ['triage', 'passToGovernment'],
  ADOPTED_BY_DEPUTY: ['triage', 'adopt'],
  ESCALATED: ['triage', 'escalate'],
  FEEDBACK_GIVEN: ['triage', 'answer', 'giveFeedback'],
  CLOSED: ['triage', 'answer', 'giveFeedback', 'close'],
};

async function eventsOf(id: string): Promise<{ act: string; payload: string; to_state: string }[]> {
  return level.service.database
    .fork()
    .execute('select act, payload, to_state from event where aggregate_id = ? order by sequence', [id]);
}

const logLength = (): Promise<number> => level.service.log.position();

describe("a citizen's opinion", () => {
  test.each(opinionStatuses)('in %s takes the acts of the table and refuses all others', async (status) => {
    const item = await opinionAfter(send, wayTo[status] ?? []);
    expect(item.status).toBe(status);
    const legal = opinionTransitions.filter(({ from }) => from === status);
    for (const act of Object.keys(opinionMutations) as OpinionActName[]) {
      const row = legal.find((transition) => transition.act === act);
      const before = await logLength();
      if (row) {
        const again = await opinionAfter(send, wayTo[status] ?? []);
        const done = opinionOf(await sendOpinionAct(send, act, again));
        expect(done).toEqual({ id: again.id, status: row.to, version: again.version + 1 });
        expect((await eventsOf(again.id)).at(-1)).toMatchObject({ act, to_state: row.to });
      } else {
        const refused = await sendOpinionAct(send, act, item);
        expect(codeOf(refused)).toBe('ACT_NOT_LEGAL');
        expect(refused.errors[0]?.extensions).toMatchObject({ status, act, legalActs: legal.map((each) => each.act) });
        expect(await logLength()).toBe(before);
      }
    }
  });

  test('is due step by step, in working days of its division', async () => {
    const dueOf = async (id: string) =>
      (await level.run(`{ citizenOpinion(id: "${id}") { stepDueOn isOverdue } }`)).data.citizenOpinion;
    now = new Date('2026-03-02T04:00:00Z');
    const { id, version } = await opinionAfter(send, []);
    expect(await dueOf(id)).toEqual({ stepDueOn: '2026-03-05', isOverdue: false });
    now = new Date('2026-03-05T17:00:00Z');
    expect(await dueOf(id)).toEqual({ stepDueOn: '2026-03-05', isOverdue: true });
    await sendOpinionAct(send, 'triage', { id, version });
    expect(await dueOf(id)).toEqual({ stepDueOn: '2026-03-13', isOverdue: false });
  });

  test('becomes a draft of the deputy who adopts it, and the way leads back', async () => {
    const triaged = await opinionAfter(send, ['triage']);
    const input = { title: '关于安装路灯的建议' };
    opinionOf(await sendOpinionAct(send, 'adopt', { ...triaged, input }));
    const asked = `{ _entities(representations: [{__typename: "Township", code: "${town}"}]) { ... on Township {
      suggestions(status: [DRAFT], first: 500) { nodes { id title content topic status home { id } opinions { id status } proposers { isLead deputy { id } } } } } } }`;
    const drafts = (await level.run(asked, { as: people.deputy })).data._entities[0].suggestions.nodes as {
      id: string;
      opinions: { id: string }[];
    }[];
    const draft = drafts.find(({ opinions }) => opinions.some(({ id }) => id === triaged.id));
    expect(draft).toMatchObject({
      title: '关于安装路灯的建议',
      content: '晚上看不清路。',
      topic: '道路',
      home: { id: homeInTown },
      opinions: [{ id: triaged.id, status: 'ADOPTED_BY_DEPUTY' }],
      proposers: [{ isLead: true, deputy: { id: '230100-D000001' } }],
    });
    expect((await eventsOf(draft!.id))[0]?.payload).toContain(`"opinionId":"${triaged.id}"`);
    expect(codeOf(await sendAct(level, 'submit', { id: draft!.id, version: 1 }))).toBeUndefined();
    const nobody = (await level.run(asked)).data._entities[0].suggestions.nodes;
    expect(nobody).toEqual([]);
  });

  test('adopted by two at once becomes one draft', async () => {
    const item = await opinionAfter(send, ['triage']);
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendOpinionAct(send, 'adopt', item)));
    expect(answers.map((answer) => codeOf(answer) ?? 'done').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    const twice = await sendOpinionAct(send, 'adopt', { ...item, version: item.version + 1 });
    expect(codeOf(twice)).toBe('ACT_NOT_LEGAL');
    const links = await level.service.database
      .fork()
      .execute('select * from suggestion_opinion where opinion_id = ?', [item.id]);
    expect(links).toHaveLength(1);
  });

  test('of a street goes to its district, of a town to the town itself', async () => {
    const inTown = await opinionAfter(send, ['triage', 'escalate']);
    const registered = opinionOf(
      await sendOpinion(
        send,
        { homeId: null, stationId: `${street}-S1` },
        { as: people.streetKeeper, divisionCode: street },
      ),
    );
    const as = people.streetKeeper;
    const triaged = opinionOf(await sendOpinionAct(send, 'triage', { ...registered, as }));
    const inStreet = opinionOf(await sendOpinionAct(send, 'escalate', { ...triaged, as }));
    const read = async (id: string) => (await level.run(`{ citizenOpinion(id: "${id}") { escalatedTo } }`)).data;
    expect(await read(inTown.id)).toEqual({ citizenOpinion: { escalatedTo: town } });
    expect(await read(inStreet.id)).toEqual({ citizenOpinion: { escalatedTo: district } });

    const waitingAt = async (type: string, code: string) => {
      const asked = `{ _entities(representations: [{ __typename: "${type}", code: "${code}" }]) { ... on ${type} {
        opinions(status: [ESCALATED], escalatedTo: "${code}", first: 500) { nodes { id } } } } }`;
      const { opinions } = (await level.run(asked)).data._entities[0];
      return (opinions.nodes as { id: string }[]).map(({ id }) => id);
    };
    expect(await waitingAt('District', district)).toEqual([inStreet.id]);
    expect(await waitingAt('Township', town)).toContain(inTown.id);
    expect(await waitingAt('Township', street)).toEqual([]);

    const give = (item: typeof inTown, person: object) =>
      sendOpinionAct(send, 'giveFeedback', { ...item, as: person as never });
    expect(codeOf(await give(inTown, people.districtClerk))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await give(inTown, people.strangePresidium))).toBe('FORBIDDEN_DIVISION');
    expect(codeOf(await give(inStreet, people.presidium))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await give(inTown, people.presidium))).toBeUndefined();
    expect(codeOf(await give(inStreet, people.districtClerk))).toBeUndefined();
  });
});

describe('what is wrong is refused, and changes nothing', () => {
  const refused = async (work: () => Promise<unknown>): Promise<unknown> => {
    const before = await logLength();
    const result = await work();
    expect(await logLength()).toBe(before);
    return result;
  };

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a deputy', people.deputy, 'FORBIDDEN_ROLE'],
    ['a handling organ', people.organ, 'FORBIDDEN_ROLE'],
    ['a presidium', people.presidium, 'FORBIDDEN_ROLE'],
    ['a keeper of another division', people.strangeKeeper, 'FORBIDDEN_DIVISION'],
  ])('taken down or triaged by %s', async (_, as, code) => {
    const item = await opinionAfter(send, []);
    expect(await refused(async () => codeOf(await sendOpinion(send, {}, { as })))).toBe(code);
    expect(await refused(async () => codeOf(await sendOpinionAct(send, 'triage', { ...item, as })))).toBe(code);
  });

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['its keeper', people.keeper, 'FORBIDDEN_ROLE'],
    ['a presidium', people.presidium, 'FORBIDDEN_ROLE'],
    ['a deputy of another town', people.strangeDeputy, 'FORBIDDEN_DIVISION'],
  ])('adopted by %s', async (_, as, code) => {
    const item = await opinionAfter(send, ['triage']);
    expect(await refused(async () => codeOf(await sendOpinionAct(send, 'adopt', { ...item, as })))).toBe(code);
  });

  test('a stale version, an unknown id and one of another kind', async () => {
    const item = await opinionAfter(send, ['triage']);
    const stale = await sendOpinionAct(send, 'answer', { ...item, version: 1 });
    expect(codeOf(stale)).toBe('CONFLICT');
    expect(stale.errors[0]?.extensions).toMatchObject({ currentVersion: 2, currentStatus: 'TRIAGED' });
    const unknown = { id: `${town}-OP-2026-999999`, version: 1 };
    expect(codeOf(await sendOpinionAct(send, 'triage', unknown))).toBe('OPINION_NOT_FOUND');
    expect(codeOf(await sendOpinionAct(send, 'triage', { id: homeInTown, version: 1 }))).toBe('ID_INVALID');
  });

  test.each<[string, object, string]>([
    ['neither home nor station', { homeId: null }, 'INPUT_INVALID'],
    ['both', { stationId: `${town}-S1` }, 'INPUT_INVALID'],
    ['a home elsewhere', { homeId: '230102102201-H1' }, 'HOME_NOT_FOUND'],
    ['a station elsewhere', { homeId: null, stationId: `${street}-S1` }, 'STATION_NOT_FOUND'],
    ['a station id that is none', { homeId: null, stationId: 'S1' }, 'ID_INVALID'],
    ['an empty title', { title: '  ' }, 'INPUT_INVALID'],
    ['a title of 10,000 characters', { title: '长'.repeat(10_000) }, 'INPUT_INVALID'],
    ['control characters', { content: '晚上\u0000看不清' }, 'INPUT_INVALID'],
    ['a lone surrogate', { title: '路灯\ud800' }, 'INPUT_INVALID'],
    ['a telephone number in the text', { content: '请打13812341234' }, 'INPUT_INVALID'],
    ['an identity number in the title', { title: '230102199001011234的意见' }, 'INPUT_INVALID'],
    ['a number that is none', { citizenPhone: '12345' }, 'INPUT_INVALID'],
    ['a name of 10,000 characters', { citizenName: '张'.repeat(10_000) }, 'INPUT_INVALID'],
  ])('an opinion with %s', async (_, input, code) => {
    expect(await refused(async () => codeOf(await sendOpinion(send, input)))).toBe(code);
  });

  test('a division that is not there, or a community', async () => {
    const inDivision = (divisionCode: string) =>
      sendOpinion(send, {}, { divisionCode, as: { role: 'station-keeper', divisionCode } });
    for (const code of ['230109999', '230100', '230102101001'])
      expect(codeOf(await inDivision(code))).toBe('DIVISION_NOT_FOUND');
  });

  test.each<[OpinionActName, object | null, string]>([
    ['redirect', { note: '去别处' }, 'BAD_USER_INPUT'],
    ['redirect', { target: 'OTHER' }, 'INPUT_INVALID'],
    ['redirect', { target: 'COURT', note: '请联系13912345678' }, 'INPUT_INVALID'],
    ['passToGovernment', { organ: ' ' }, 'INPUT_INVALID'],
    ['answer', { answer: '答'.repeat(20_001) }, 'INPUT_INVALID'],
    ['escalate', { reason: '' }, 'INPUT_INVALID'],
    ['adopt', { title: '标'.repeat(201) }, 'INPUT_INVALID'],
    ['adopt', { content: '\u0007' }, 'INPUT_INVALID'],
  ])('%s with %j', async (act, input, code) => {
    const item = await opinionAfter(send, ['triage']);
    expect(
      await refused(async () => codeOf(await sendOpinionAct(send, act, { ...item, ...(input && { input }) }))),
    ).toBe(code);
  });

  test('10,000 characters in the content are kept as they are', async () => {
    const content = '路'.repeat(10_000);
    const { id } = opinionOf(await sendOpinion(send, { content }));
    const answer = await level.run(`{ citizenOpinion(id: "${id}") { content } }`, { as: people.keeper });
    expect(answer.data.citizenOpinion.content).toBe(content);
  });
});

describe('whose opinion it is', () => {
  const fields = 'citizenName citizenPhone content citizen(purpose: FEEDBACK) { name phone address }';
  const read = (id: string, as?: object, asked = fields) =>
    level.run(`{ citizenOpinion(id: "${id}") { ${asked} } }`, { as: as as never });

  test('is masked for everybody', async () => {
    const { id } = await opinionAfter(send, []);
    const { data, errors } = await read(id, undefined, 'citizenName citizenPhone content');
    expect(errors).toEqual([]);
    expect(data.citizenOpinion).toEqual({ citizenName: '欧*', citizenPhone: '138****1234', content: null });
  });

  test('is given in full to its keeper, and that is in the log before', async () => {
    const { id } = await opinionAfter(send, []);
    const { data } = await read(id, people.keeper);
    expect(data.citizenOpinion).toEqual({
      citizenName: '欧*',
      citizenPhone: '138****1234',
      content: '晚上看不清路。',
      citizen: { name: '欧阳震华', phone: '13812341234', address: '友谊东路1号' },
    });
    const events = await eventsOf(id);
    expect(events.map(({ act }) => act)).toEqual(['register', 'viewPersonalData']);
    expect(JSON.parse(events[1]?.payload ?? '')).toMatchObject({ purpose: 'FEEDBACK' });
    const timeline = await read(id, undefined, 'timeline { nodes { act from to actorRole type } }');
    expect(timeline.data.citizenOpinion.timeline.nodes[1]).toEqual({
      act: 'viewPersonalData',
      from: 'REGISTERED',
      to: 'REGISTERED',
      actorRole: 'STATION_KEEPER',
      type: 'citizen-opinion.personal-data-viewed',
    });
  });

  test.each([
    ['nobody', undefined, 'UNAUTHENTICATED'],
    ['a keeper elsewhere', people.strangeKeeper, 'FORBIDDEN_DIVISION'],
    ['a presidium before it was escalated', people.presidium, 'FORBIDDEN_ROLE'],
    ['a deputy who did not adopt it', people.deputy, 'FORBIDDEN_PERSON'],
    ['an organ', people.organ, 'FORBIDDEN_ROLE'],
    ['the services', { role: 'system', divisionCode: '230100' }, 'FORBIDDEN_ROLE'],
  ])('is not given to %s, and nothing is logged', async (_, as, code) => {
    const { id } = await opinionAfter(send, ['triage']);
    const before = await logLength();
    const answer = await read(id, as, 'citizenName citizen(purpose: CONTACT) { name }');
    expect(codeOf(answer)).toBe(code);
    expect(answer.data.citizenOpinion).toEqual({ citizenName: '欧*', citizen: null });
    expect(await logLength()).toBe(before);
  });

  test('needs a purpose that is one', async () => {
    const { id } = await opinionAfter(send, []);
    for (const asked of ['citizen { name }', 'citizen(purpose: "") { name }', 'citizen(purpose: CURIOSITY) { name }'])
      expect(codeOf(await read(id, people.keeper, asked))).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('is given to the deputy who adopted it, and to those it was escalated to', async () => {
    const adopted = await opinionAfter(send, ['triage', 'adopt']);
    const escalated = await opinionAfter(send, ['triage', 'escalate']);
    const name = { citizen: { name: '欧阳震华' } };
    const asked = 'citizen(purpose: HANDLING) { name }';
    expect((await read(adopted.id, people.deputy, asked)).data.citizenOpinion).toEqual(name);
    expect((await read(escalated.id, people.presidium, asked)).data.citizenOpinion).toEqual(name);
  });

  test('of many in one request is one transaction with an event for each', async () => {
    const ids = [(await opinionAfter(send, [])).id, (await opinionAfter(send, [])).id];
    const before = await logLength();
    const parts = ids.map(
      (id, index) => `o${index}: citizenOpinion(id: "${id}") { citizen(purpose: CONTACT) { name } }`,
    );
    const answer = await level.run(`{ ${parts.join(' ')} }`, { as: people.keeper });
    expect(answer.errors).toEqual([]);
    expect(await logLength()).toBe(before + 2);
  });

  test('stands in no event, and the chain of the log is whole', async () => {
    const rows = await level.service.database.fork().execute<object[]>('select * from event');
    const log = JSON.stringify(rows);
    for (const secret of Object.values(citizen)) expect(log).not.toContain(secret);
    expect(log).not.toContain('晚上看不清路');
    expect((await verifyLog(level.service.database.fork())).fault).toBeUndefined();
  });

  test('never comes over the feed: services keep its place, others see nothing of it', async () => {
    const asked = 'subscription { townshipSuggestionEvents { sequence act suggestionId divisionCode payload } }';
    const count = await logLength();
    const client = await level.connect({ role: 'system', divisionCode: '230100' });
    const told = (await client.take(count, asked)).map(
      (result) =>
        (result.data as { townshipSuggestionEvents: { sequence: number; suggestionId: string } })
          .townshipSuggestionEvents,
    );
    expect(told.map(({ sequence }) => sequence)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(told.some(({ suggestionId }) => suggestionId.includes('-OP-'))).toBe(false);
    expect(JSON.stringify(told)).not.toContain('viewPersonalData');
  });
});

describe('lists of opinions', () => {
  test('lead from home, station, community, town and district, by state and page', async () => {
    const { id } = await opinionAfter(send, ['triage', 'redirect']);
    const places = [
      ['Home', `id: "${homeInTown}"`],
      ['Community', `code: "${homeInTown.slice(0, 12)}"`],
      ['Township', `code: "${town}"`],
      ['District', `code: "${district}"`],
    ];
    for (const [type, key] of places) {
      const page = async (more: string) => {
        const asked = `{ _entities(representations: [{ __typename: "${type}", ${key} }]) { ... on ${type} {
          opinions(status: [REDIRECTED] ${more}) { totalCount nodes { id status } pageInfo { endCursor hasNextPage } } } } }`;
        const answer = await level.run(asked);
        expect(answer.errors).toEqual([]);
        return answer.data._entities[0].opinions as {
          totalCount: number;
          nodes: { id: string; status: string }[];
          pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      };
      const all = await page('first: 500');
      expect(all.nodes).toContainEqual({ id, status: 'REDIRECTED' });
      expect(new Set(all.nodes.map(({ status }) => status))).toEqual(new Set(['REDIRECTED']));
      const first = await page('first: 1');
      expect(first).toMatchObject({ totalCount: all.totalCount, nodes: [all.nodes[0]] });
      const rest = await page(`after: "${first.pageInfo.endCursor}"`);
      expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    }
    const ofStation = await level.run(
      `{ _entities(representations: [{ __typename: "Station", id: "${street}-S1" }]) { ... on Station { opinions { nodes { station { id } home { id } township { code } } } } } }`,
    );
    expect(ofStation.data._entities[0].opinions.nodes[0]).toEqual({
      station: { id: `${street}-S1` },
      home: null,
      township: { code: street },
    });
  });

  test('say what whoever asks may do now', async () => {
    const { id } = await opinionAfter(send, ['triage']);
    const acts = async (as?: object) =>
      (await level.run(`{ citizenOpinion(id: "${id}") { availableActs } }`, { as: as as never })).data.citizenOpinion
        .availableActs;
    expect(await acts()).toEqual([]);
    expect(await acts(people.keeper)).toEqual(['answer', 'redirect', 'passToGovernment', 'escalate']);
    expect(await acts(people.deputy)).toEqual(['adopt']);
    expect(await acts(people.strangeDeputy)).toEqual([]);
  });
});
