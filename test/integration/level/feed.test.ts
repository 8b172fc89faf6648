import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCursorCodec } from '../../../shared/paging/cursor.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import { act, caseIn, draft, peopleOf, readCase } from '../../support/level-harness.cases.ts';
import type { WsResult } from '../../support/ws-client.ts';

const fields =
  'id sequence cursor type act from to actorRole organ occurredAt level divisionCode suggestionId payload hash';

describe.each(levels)('the event feed at the %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const system = { role: 'system', divisionCode: '230100' } as const;
  const query = () =>
    `subscription ($after: Cursor, $code: DivisionCode) { event: ${level.profile.feed}(after: $after, divisionCode: $code) { ${fields} } }`;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape
  const eventsOf = (results: readonly WsResult[]): any[] => results.map(({ data }) => data?.['event']);
  const codesOf = ({ errors }: WsResult = {}) => errors?.map(({ extensions }) => extensions?.['code']);

  /** The cursor of the newest event, for tests that want only what is new. */
  const here = () =>
    level.service.log.position().then((position) => level.service.log.encodeCursor(level.profile.feed, position));

  test('tells of every act with what the case is then', async () => {
    const after = await here();
    const { id } = await caseIn(level, 'CLOSED');
    await using client = await level.connect();
    const events = eventsOf(await client.take(10, query(), { after }));
    expect(events.map((event) => event.act)).toEqual([
      'submit',
      'review',
      'register',
      'assign',
      'receive',
      'handle',
      'draftReply',
      'reply',
      'evaluate',
      'close',
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'suggestion.closed',
      from: 'EVALUATED',
      to: 'CLOSED',
      level: level.profile.level,
      divisionCode: level.profile.divisionCode,
      suggestionId: id,
      payload: { facts: { version: 11, category: 'A', process: { SATISFIED: 1 }, result: { SATISFIED: 1 } } },
    });
    expect(new Set(events.map((event) => event.id)).size).toBe(10);
  });

  test('holds nothing personal: no texts, no names', async () => {
    const after = await here();
    await caseIn(level, 'CLOSED', {
      close: { note: '张三的意见' },
      evaluate: { process: 'SATISFIED', result: 'SATISFIED', comment: '李四' },
      handle: { plan: '孙七', contactedOn: '2026-01-05' },
      draftReply: { category: 'A', text: '王五' },
      reply: { signedBy: '赵六' },
    });
    await using client = await level.connect(system);
    const told = JSON.stringify(await client.take(11, query(), { after }));
    expect(told).not.toMatch(/张三|李四|王五|赵六|孙七|修路|路面/);
  });

  test('hides drafts from all but the system, and goes on behind them', async () => {
    const after = await here();
    const { deputy } = peopleOf(level.profile);
    const first = await draft(level);
    const second = await act(level, 'submit', await draft(level));
    await act(level, 'submit', first);
    for (const as of [undefined, deputy]) {
      await using client = await level.connect(as);
      expect(
        eventsOf(await client.take(2, query(), { after })).map((event) => [event.act, event.suggestionId]),
      ).toEqual([
        ['submit', second.id],
        ['submit', first.id],
      ]);
    }
    await using service = await level.connect(system);
    expect(eventsOf(await service.take(4, query(), { after })).map((event) => event.act)).toEqual([
      'draft',
      'draft',
      'submit',
      'submit',
    ]);
  });

  test('gives new events as they commit, promptly', async () => {
    // Nothing but the wake-up of the commit can bring it in time: the next poll is an hour away.
    await using woken = await startTestLevel(name, { pollInterval: 3_600_000 });
    await using client = await woken.connect(system);
    const after = woken.service.log.encodeCursor(woken.profile.feed, await woken.service.log.position());
    const results = client.results(query(), { after });
    const next = results.next();
    const [known, { id }] = [await draft(woken), await draft(woken)];
    expect(eventsOf([(await next).value])[0]).toMatchObject({ suggestionId: known.id, act: 'draft' });
    expect(eventsOf([(await results.next()).value])[0]).toMatchObject({ suggestionId: id, act: 'draft' });
    const last = results.next();
    const later = await draft(woken);
    expect(eventsOf([(await last).value])[0]).toMatchObject({ suggestionId: later.id, act: 'draft' });
    await results.return?.();
  });

  test('follows one division and those below it; the city is above them all', async () => {
    const after = await here();
    await draft(level);
    await using client = await level.connect(system);
    const { divisionCode } = level.profile;
    for (const code of new Set([divisionCode, divisionCode.slice(0, 6), '230100'])) {
      expect([code, eventsOf(await client.take(1, query(), { after, code }))]).toEqual([
        code,
        [expect.objectContaining({ divisionCode })],
      ]);
    }
    const elsewhere = client.results(query(), { after, code: '230183' });
    expect(await Promise.race([elsewhere.next(), delay(100, 'nothing')])).toBe('nothing');
    await elsewhere.return?.();
  });

  test('refuses cursors of other fields and changed ones, and tells of one that the log no longer holds', async () => {
    const { id } = await caseIn(level, 'SUBMITTED');
    const { timeline } = await readCase(level, id, 'timeline { pageInfo { endCursor } }');
    await using client = await level.connect();
    for (const after of [timeline.pageInfo.endCursor as string, 'x', `${await here()}A`]) {
      const [result] = await client.take(1, query(), { after });
      expect(codesOf(result)).toEqual(['CURSOR_INVALID']);
    }
    const foreign = createCursorCodec('some other secret').encode(level.profile.feed, ['x', 1]);
    expect(codesOf((await client.take(1, query(), { after: foreign }))[0])).toEqual(['CURSOR_INVALID']);
    const ahead = level.service.log.encodeCursor(level.profile.feed, 1_000_000);
    expect(codesOf((await client.take(1, query(), { after: ahead }))[0])).toEqual(['CURSOR_EXPIRED']);
    const { database, log } = level.service;
    await database.fork().execute('update event_head set oldest = 4');
    expect(codesOf((await client.take(1, query(), { after: log.encodeCursor(level.profile.feed, 2) }))[0])).toEqual([
      'CURSOR_EXPIRED',
    ]);
    expect(eventsOf(await client.take(1, query(), { after: log.encodeCursor(level.profile.feed, 3) }))).toEqual([
      expect.objectContaining({ sequence: 4 }),
    ]);
    await database.fork().execute('update event_head set oldest = 1');
  });

  test('a cursor outlives a restart, and what came meanwhile is not lost', async () => {
    const after = await here();
    await draft(level);
    await level.stop();
    await level.start();
    await draft(level);
    await using client = await level.connect(system);
    expect(eventsOf(await client.take(2, query(), { after })).map((event) => event.act)).toEqual(['draft', 'draft']);
  });

  test('a subscription ends with TOKEN_EXPIRED when its token does, at the next event', async () => {
    const after = await here();
    // Seconds: a busy machine takes one to connect.
    const lifetime = 4;
    const brief = await level.keys.bearer({ role: 'system', divisionCode: '230100' }, lifetime);
    await using client = await level.connect(brief);
    const results = client.results(query(), { after });
    await draft(level);
    expect(eventsOf([(await results.next()).value])[0]).toMatchObject({ act: 'draft' });
    await delay(lifetime * 1_000 + 100);
    await draft(level);
    const failure = await results.next().then(
      ({ value }) => codesOf(value),
      (errors: unknown) => codesOf({ errors } as WsResult),
    );
    expect(failure).toEqual(['TOKEN_EXPIRED']);
  });

  test.each([
    ['an expired token', 'TOKEN_EXPIRED', (own: TestLevel) => own.keys.bearer(system, -5)],
    ['a made-up token', 'TOKEN_SIGNATURE_INVALID', () => Promise.resolve('Bearer aaaa.bbbb.cccc')],
    ['no bearer token', 'TOKEN_MALFORMED', () => Promise.resolve('x')],
  ])('a connection with %s is closed with %s', async (_what, code, header) => {
    await using client = await level.connect(await header(level));
    await expect(client.take(1, query())).rejects.toBeDefined();
    const { code: closeCode, reason } = await client.closed;
    expect([closeCode, reason.split(':')[0]]).toEqual([4403, code]);
  });

  test('faults of the operation are told as such, and the connection goes on', async () => {
    await using client = await level.connect();
    const failure = async (text: string, variables?: Record<string, unknown>) =>
      client.take(1, text, variables).then(
        ([result]) => codesOf(result),
        (errors: unknown) => (Array.isArray(errors) ? codesOf({ errors }) : errors),
      );
    expect(await failure('subscription {')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await failure('subscription { nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await failure('query One { __typename } query Two { __typename }')).toEqual([
      'OPERATION_RESOLUTION_FAILURE',
    ]);
    expect(
      await failure('query ($first: Int!) { __typename @include(if: true) a: __typename }', { first: 'x' }),
    ).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await failure('query ($is: Boolean!) { __typename @include(if: $is) }', { is: 'x' })).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(await failure(query(), { after: 5 })).toEqual(['CURSOR_INVALID']);
    expect(await failure(query(), { code: 'x' })).toEqual(['DIVISION_CODE_INVALID']);
    await draft(level);
    await using service = await level.connect(system);
    expect(await service.take(1, query())).toHaveLength(1);
    expect((await client.take(1, '{ __typename }'))[0]).toEqual({ data: { __typename: 'Query' } });
  });

  test('a thousand subscriptions to a quiet feed are left without a trace', async () => {
    await using client = await level.connect(system);
    const after = await here();
    const open = Array.from({ length: 1_000 }, () => client.results(query(), { after }));
    const waiting = open.map((results) => results.next());
    await draft(level);
    for (const { value } of await Promise.all(waiting)) expect(eventsOf([value])[0].act).toBe('draft');
    await Promise.all(open.map(async (results) => results.return?.()));
  });
});
