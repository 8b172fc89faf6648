import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { composeSupergraph } from '../../../gateway/supergraph/supergraph.composer.ts';
import { RawSocket, type RawMessage } from '../../support/raw-socket.ts';
import { newNote, NoteLog, notesTypes, shopTypes, startNotes, startShop } from '../../support/stub-subgraph.graph.ts';
import { link } from '../../support/stub-subgraph.ts';
import { startSwappingGateway } from '../../support/swapping-gateway.ts';
import { startFixture, type FixtureOptions, type GatewayFixture } from './gateway.fixture.ts';

const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';

function numbers(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => String(first + index));
}

function cursorsOf(messages: readonly RawMessage[]): string[] {
  return messages
    .filter(({ type }) => type === 'next')
    .map(({ payload }) => (payload as { data: { noted: { cursor: string } } }).data.noted.cursor);
}

/** Each with an id of its own, as clients have. */
async function openAll(url: string, count: number, variables: Record<string, unknown> = {}): Promise<RawSocket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = await new RawSocket(url).initialise();
      client.subscribe(crypto.randomUUID(), noted, variables);
      return client;
    }),
  );
}

async function closeAll(clients: readonly RawSocket[]): Promise<void> {
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
}

/** A gateway whose upstream is open: its first client has got event number 1. */
async function startWithFirstEvent(
  options: FixtureOptions = {},
): Promise<{ fixture: GatewayFixture; first: RawSocket }> {
  const fixture = await startFixture(options);
  const [first] = await openAll(fixture.gateway.url, 1, { after: '0' });
  fixture.log.add(newNote('p1', 'First.'));
  await first!.take((messages) => cursorsOf(messages).length === 1);
  return { fixture, first: first! };
}

describe('the events of one subscription', () => {
  test('reach 300 clients once each, over one upstream and with one join per event', async () => {
    const { fixture, first } = await startWithFirstEvent();
    await using _fixture = fixture;
    const total = 100;
    const others = await openAll(fixture.gateway.url, 299, { after: '0' });
    const clients = [first, ...others];
    await Promise.all(others.map((client) => client.take((messages) => cursorsOf(messages).length === 1)));
    fixture.shop.calls.length = 0;
    for (let number = 2; number <= total; number += 1) {
      fixture.log.add(newNote('p2', `Note ${number}.`));
      await pause(2);
    }
    await Promise.all(clients.map((client) => client.take((messages) => cursorsOf(messages).length >= total)));
    for (const client of clients) expect(cursorsOf(client.messages)).toEqual(numbers(1, total));
    expect(fixture.notes.connections).toHaveLength(1);
    expect(fixture.shop.calls).toHaveLength(total - 1);
    await closeAll(clients);
  }, 30_000);

  test('are found again by clients that come back with any cursor, old or new', async () => {
    const { fixture, first } = await startWithFirstEvent({ config: { eventBuffer: 16 } });
    await using _fixture = fixture;
    const total = 151;
    const returning: RawSocket[] = [];
    for (let number = 2; number < total; number += 1) {
      fixture.log.add(newNote('p3', `Note ${number}.`));
      if (number % 10 === 0) {
        const after = Math.floor((number * (returning.length % 5)) / 4);
        returning.push(...(await openAll(fixture.gateway.url, 1, { after: String(after) })));
      }
    }
    fixture.log.add(newNote('p3', 'After all have come.'));
    const clients = [first, ...returning];
    const last = String(total);
    await Promise.all(clients.map((client) => client.take((messages) => cursorsOf(messages).includes(last))));
    for (const client of clients) {
      const cursors = cursorsOf(client.messages);
      expect(cursors).toEqual(numbers(Number(cursors[0]), total));
    }
    returning.forEach((client, index) => {
      const number = 10 * (index + 1);
      expect(cursorsOf(client.messages)[0]).toBe(String(Math.floor((number * (index % 5)) / 4) + 1));
    });
    await closeAll(clients);
  }, 30_000);

  test('end for a client that does not read, with its own code and a place to go on from, and for nobody else', async () => {
    const { fixture, first } = await startWithFirstEvent({ config: { eventBuffer: 8 } });
    await using _fixture = fixture;
    const [slow] = await openAll(fixture.gateway.url, 1, { after: '0' });
    slow!.subscribe('second', 'subscription { noted(after: "0") { cursor } }');
    await slow!.take((messages) => cursorsOf(messages).length === 2);
    slow!.socket.pause();
    // So long that what comes next is no backlog, of which a client may take its time.
    await pause(150);
    // More than the system's own buffers hold.
    const total = 300;
    for (let number = 2; number <= total; number += 1) {
      fixture.log.add(newNote('p1', 'x'.repeat(100_000)));
      await first.take((messages) => cursorsOf(messages).at(-1) === String(number));
    }
    slow!.socket.resume();
    expect(await slow!.closed).toMatchObject({ code: 4900, reason: expect.stringMatching(/^SUBSCRIPTION_OVERRUN: /) });
    const errors = slow!.messages.filter(({ type }) => type === 'error');
    expect(errors).toHaveLength(2);
    for (const { id, payload } of errors) {
      const own = slow!.messages.filter((message) => message.id === id);
      const cursors = cursorsOf(own);
      expect(cursors.length).toBeLessThan(total);
      expect(cursors).toEqual(numbers(1, cursors.length));
      expect(payload).toEqual([
        {
          message: expect.stringContaining('extensions.resumeAfter'),
          extensions: { code: 'SUBSCRIPTION_OVERRUN', resumeAfter: cursors.at(-1) },
        },
      ]);
    }
    expect(cursorsOf(first.messages)).toEqual(numbers(1, total));
    const resumeAfter = cursorsOf(slow!.messages.filter(({ id }) => id !== 'second')).at(-1);
    const [again] = await openAll(fixture.gateway.url, 1, { after: resumeAfter });
    await again!.take((messages) => cursorsOf(messages).at(-1) === String(total));
    expect(cursorsOf(again!.messages)).toEqual(numbers(Number(resumeAfter) + 1, total));
    await closeAll([first, slow!, again!]);
  }, 30_000);

  test('are neither lost nor doubled while the supergraph changes every 100 ms, joins and upstreams alike', async () => {
    const log = new NoteLog();
    const shops = await Promise.all([startShop(), startShop()]);
    const feeds = await Promise.all([startNotes(log), startNotes(log)]);
    const supergraphOf = (feed: number, shop: number) =>
      composeSupergraph([
        { name: 'notes', url: feeds[feed]!.url, sdl: `${link}${notesTypes}` },
        { name: 'shop', url: shops[shop]!.url, sdl: `${link}${shopTypes}` },
      ]);
    const supergraphs = [supergraphOf(0, 0), supergraphOf(0, 1), supergraphOf(1, 1), supergraphOf(1, 0)];
    await using gateway = await startSwappingGateway(supergraphs[0]!);
    const clients = await openAll(gateway.url, 20, { after: '0' });
    let turn = 0;
    const swapping = setInterval(() => gateway.swap(supergraphs[(turn += 1) % supergraphs.length]!), 100);
    const until = Date.now() + 3_000;
    while (Date.now() < until) {
      log.add(newNote('p2', 'Meanwhile.'));
      await pause(3);
    }
    clearInterval(swapping);
    const total = log.notes.length;
    await Promise.all(clients.map((client) => client.take((messages) => cursorsOf(messages).length >= total)));
    for (const client of clients) {
      expect(cursorsOf(client.messages)).toEqual(numbers(1, total));
      expect(client.messages.filter(({ type }) => type === 'next').every(({ payload }) => isWhole(payload))).toBe(true);
    }
    expect(Math.min(...shops.map(({ calls }) => calls.length))).toBeGreaterThan(0);
    expect(Math.min(...feeds.map(({ connections }) => connections.length))).toBeGreaterThan(1);
    await closeAll(clients);
    await Promise.all([...shops, ...feeds].map((subgraph) => subgraph.stop()));
  }, 30_000);
});

function isWhole(payload: unknown): boolean {
  const { data, errors } = payload as { data: { noted: { note: { product: { name: string } } } }; errors?: unknown };
  return errors === undefined && data.noted.note.product.name === 'Lamp';
}
