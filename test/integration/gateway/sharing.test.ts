import { describe, expect, test } from '@jest/globals';
import { engines, startFixture, type Answer } from './gateway.fixture.ts';

const names = '{ products { id name } }';
const clients = 10;

function together(count: number, ask: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
}

describe.each(engines)('equal requests in flight at once (%s)', (engine) => {
  test('are answered once, and everybody gets the whole answer', async () => {
    await using fixture = await startFixture({ config: { engine } });
    const alone = await fixture.query(names);
    fixture.shop.calls.length = 0;
    const answers = await together(clients, () => fixture.query(names));
    for (const answer of answers) expect(answer).toEqual(alone);
    expect(fixture.shop.calls.length).toBeLessThan(clients);
  });

  test('are sent for each client where sharing is off', async () => {
    const config = { engine, isSharingClientRequests: false, isSharingSubgraphRequests: false };
    await using fixture = await startFixture({ config });
    await fixture.query(names);
    fixture.shop.calls.length = 0;
    await together(clients, () => fixture.query(names));
    expect(fixture.shop.calls.length).toBe(clients);
  });

  test('are kept apart by token, since what a client may see depends on it', async () => {
    await using fixture = await startFixture({ config: { engine } });
    const tokens = await Promise.all([60, 61, 62].map((lifetime) => fixture.token(lifetime)));
    const answers = await together(tokens.length, (index) =>
      fixture.query('{ product(id: "p1") { secret } }', { headers: { authorization: tokens[index] ?? '' } }),
    );
    expect(answers.map(({ body }) => body.data)).toEqual(tokens.map((secret) => ({ product: { secret } })));
  });

  test('are answered once where clients differ only in a header that is not forwarded', async () => {
    const config = { engine, forwardedHeaders: [], isSharingSubgraphRequests: false };
    await using fixture = await startFixture({ config });
    const tokens = await Promise.all(Array.from({ length: clients }, (_, index) => fixture.token(60 + index)));
    await fixture.query(names);
    fixture.shop.calls.length = 0;
    await together(clients, (index) => fixture.query(names, { headers: { authorization: tokens[index] ?? '' } }));
    expect(fixture.shop.calls.length).toBeLessThan(clients);
    expect(fixture.shop.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  test('are never shared where they change something', async () => {
    await using fixture = await startFixture({ config: { engine } });
    const note = 'mutation { note(product: "p1", text: "again") { text } }';
    const answers = await together(clients, () => fixture.query(note));
    expect(answers.every(({ body }) => body.errors === undefined)).toBe(true);
    expect(fixture.notes.calls.filter(({ query }) => query.trimStart().startsWith('mutation'))).toHaveLength(clients);
  });
});
