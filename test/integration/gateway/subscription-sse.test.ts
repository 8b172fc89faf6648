import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { newNote, startNotes } from '../../support/stub-subgraph.graph.ts';
import { startFixture, type GatewayFixture } from './gateway.fixture.ts';

const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';

function start(): Promise<GatewayFixture> {
  return startFixture({ config: { subscriptionProtocols: new Map([['notes', 'sse']]) } });
}

function events({ socket }: GatewayFixture, variables: Record<string, unknown> = {}) {
  return socket().iterate({ query: noted, variables });
}

describe('a subscription at a subgraph that sends server-sent events', () => {
  test('joins each event, and ends there with its last client', async () => {
    await using fixture = await start();
    const results = events(fixture, { after: '0' });
    fixture.log.add(newNote('p1', 'First.'));
    fixture.log.add(newNote('p2', 'Second.'));
    expect((await results.next()).value).toEqual({
      data: { noted: { cursor: '1', note: { text: 'First.', product: { name: 'Kettle' } } } },
    });
    expect((await results.next()).value).toEqual({
      data: { noted: { cursor: '2', note: { text: 'Second.', product: { name: 'Lamp' } } } },
    });
    expect([fixture.notes.openStreams(), fixture.notes.openSockets()]).toEqual([1, 0]);
    await results.return?.();
    while (fixture.notes.openStreams() > 0) await pause(5);
  });

  test('resumes by cursor when its stream breaks or its subgraph restarts', async () => {
    await using fixture = await start();
    const { log } = fixture;
    const results = events(fixture, { after: '0' });
    log.add(newNote('p1', 'Before.'));
    await results.next();
    fixture.notes.dropStreams();
    log.add(newNote('p1', 'After the break.'));
    expect((await results.next()).value?.data).toMatchObject({ noted: { cursor: '2' } });
    await fixture.notes.stop();
    log.add(newNote('p1', 'Away.'));
    fixture.notes = await startNotes(log, fixture.notes.port);
    log.add(newNote('p1', 'Back.'));
    expect((await results.next()).value?.data).toMatchObject({ noted: { cursor: '3' } });
    expect((await results.next()).value?.data).toMatchObject({ noted: { cursor: '4' } });
    await results.return?.();
  });

  test('is refused with what the subgraph says of it', async () => {
    await using fixture = await start();
    const { value } = await events(fixture, { after: 'not a cursor' }).next();
    expect(value?.errors?.[0]).toMatchObject({
      message: 'The cursor is not one of this feed.',
      extensions: { code: 'CURSOR_INVALID', subgraph: 'notes' },
    });
  });
});
