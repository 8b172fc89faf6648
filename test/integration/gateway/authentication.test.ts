import { describe, expect, test } from '@jest/globals';
import { newNote } from '../../support/stub-subgraph.graph.ts';
import { engines, startFixture } from './gateway.fixture.ts';

describe('a token', () => {
  test.each(engines)('is forwarded to subgraphs once it is verified, with nothing else (%s)', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    const authorization = await fixture.token(60);
    const headers = { authorization, cookie: 'secret=1', 'x-request-id': 'r1', 'x-other': 'no' };
    const { body } = await fixture.query('{ product(id: "p1") { secret } }', { headers });
    expect(body.data).toEqual({ product: { secret: authorization } });
    const sent = fixture.shop.calls[0]?.headers;
    expect(sent).toMatchObject({ 'x-request-id': 'r1' });
    expect(sent).not.toHaveProperty('cookie');
    expect(sent).not.toHaveProperty('x-other');
  });

  test.each([
    ['Basic abc', 'TOKEN_MALFORMED'],
    ['Bearer a.b.c', 'TOKEN_SIGNATURE_INVALID'],
  ])('%s ends the request with 401 %s before any subgraph is asked', async (authorization, code) => {
    await using fixture = await startFixture();
    await fixture.token(60);
    const { status, body } = await fixture.query('{ products { id } }', { headers: { authorization } });
    expect(status).toBe(401);
    expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
    expect(fixture.shop.calls).toEqual([]);
  });

  test('that has expired is named so', async () => {
    await using fixture = await startFixture();
    const { status, body } = await fixture.query('{ products { id } }', {
      headers: { authorization: await fixture.token(-1) },
    });
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'TOKEN_EXPIRED']);
  });

  test('without which a socket may connect; a bad one closes it with 4403 and the reason', async () => {
    await using fixture = await startFixture();
    const anonymous = await fixture.socket().iterate({ query: '{ products { id } }' }).next();
    expect(anonymous.value?.errors).toBeUndefined();
    for (const params of [{ authorization: 'Bearer x' }, { headers: { Authorization: 'Bearer x' } }]) {
      const refused = fixture.socket(params).iterate({ query: '{ products { id } }' }).next();
      await expect(refused).rejects.toMatchObject({ code: 4403, reason: expect.stringMatching(/^TOKEN_MALFORMED: /) });
    }
  });

  test('that runs out while a subscription runs ends it at the next event', async () => {
    await using fixture = await startFixture();
    const client = fixture.socket({ authorization: await fixture.token(2) });
    // Keeps the socket open after the subscription that is looked at has ended.
    const other = client.iterate({ query: 'subscription { ticked }' });
    await other.next();
    const results = client.iterate({ query: 'subscription { noted(after: "0") { cursor } }' });
    const tick = setInterval(() => fixture.log.add(newNote('p1', 'Tick.')), 50);
    let last;
    for await (const result of results) last = result;
    clearInterval(tick);
    expect(last?.errors?.[0]?.extensions).toEqual({ code: 'TOKEN_EXPIRED', resumeAfter: expect.any(String) });
    await expect(client.iterate({ query: '{ products { id } }' }).next()).rejects.toEqual([
      expect.objectContaining({ extensions: { code: 'TOKEN_EXPIRED' } }),
    ]);
    await other.return?.();
  });
});
