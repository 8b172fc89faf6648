import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { DatabaseUnavailableError } from '../../../shared/database/open-database.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { levels, profiles, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import { draft, sendDraft } from '../../support/level-harness.cases.ts';
import { freePort } from '../../support/free-port.ts';
import { createTestDatabase, isOnServer } from '../../support/test-database.ts';
import { createTestKeys } from '../../support/tokens.ts';

const logger = createLogger('test', 'silent');

/** The sockets of this process, and its files below a folder, such as an open database. */
function openResources(folder: string): string[] {
  const descriptors = readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`)];
    } catch {
      return [];
    }
  });
  const sockets = process.getActiveResourcesInfo().filter((kind) => /^TCP|^TLS/.test(kind));
  return [...sockets, ...descriptors.filter((file) => file.startsWith(folder))].sort();
}

/** Holds the process to what it had open `before`, or less: sockets take a moment to close. */
async function expectNothingLeftOpen(before: readonly string[]): Promise<void> {
  const left = () => {
    const known = [...before];
    return openResources(tmpdir()).filter((resource) => {
      const index = known.indexOf(resource);
      if (index >= 0) known.splice(index, 1);
      return index < 0;
    });
  };
  for (let tries = 0; tries < 40 && left().length > 0; tries += 1) await delay(25);
  expect(left()).toEqual([]);
}

describe.each(levels)('the service of the %s level', (name) => {
  test('has just the tables that its migrations made', async () => {
    await using level = await startTestLevel(name);
    expect(await level.service.database.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  });

  test('says that it lives and that it is ready', async () => {
    await using level = await startTestLevel(name);
    const url = (path: string) => new URL(path, level.service.url);
    expect((await fetch(url('/health/live'))).status).toBe(200);
    const ready = await fetch(url('/health/ready'));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', subgraph: name }]);
    await level.service.database.fork().execute('drop table event_head');
    const notReady = await fetch(url('/health/ready'));
    expect([notReady.status, await notReady.json()]).toEqual([503, { status: 'not ready', subgraph: name }]);
  });

  test('keeps what it has over a restart', async () => {
    await using level = await startTestLevel(name);
    const { id } = await draft(level);
    const position = await level.service.log.position();
    const logId = level.service.log.id;
    await level.stop();
    await level.start();
    expect([await level.service.log.position(), level.service.log.id]).toEqual([position, logId]);
    expect((await draft(level)).id).not.toBe(id);
  });

  test('stops at once, with clients connected, and leaves nothing open', async () => {
    const before = openResources(tmpdir());
    const level = await startTestLevel(name);
    expect(openResources(tmpdir())).not.toEqual(before);
    const client = await level.connect({ role: 'system', divisionCode: '230100' });
    const results = client.results(`subscription { event: ${level.profile.feed} { sequence } }`);
    await draft(level);
    await results.next();
    const waiting = results.next().then(
      ({ done }) => (done ? 'completed' : 'a result'),
      () => 'interrupted',
    );
    const start = performance.now();
    await level.stop();
    expect(performance.now() - start).toBeLessThan(1_500);
    // A feed has no end: a client that were told so would not come back.
    expect(await waiting).toBe('interrupted');
    expect((await client.closed).code).toBe(1001);
    await level[Symbol.asyncDispose]();
    await expectNothingLeftOpen(before);
    await expect(fetch(level.service.url)).rejects.toThrow();
  });
});

describe('stopping', () => {
  test('does not wait for a client that never closes its side', async () => {
    const level = await startTestLevel('city');
    const socket = await deafWebSocket(level);
    const start = performance.now();
    await level[Symbol.asyncDispose]();
    expect(performance.now() - start).toBeLessThan(3_000);
    socket.destroy();
  });

  test('with twenty writers under way, each is answered or cut off, and the log stays sound', async () => {
    await using level = await startTestLevel('district');
    const writing = Array.from({ length: 20 }, async () =>
      sendDraft(level).then(
        ({ data }) => Boolean(data),
        () => undefined,
      ),
    );
    await delay(15);
    await level.stop();
    const answered = (await Promise.all(writing)).filter((isDone) => isDone === true).length;
    await level.start();
    const { sequence } = (await level.run('{ sequence: districtSuggestionLogPosition }')).data;
    expect(sequence).toBeGreaterThanOrEqual(answered);
    const [row] = await level.service.database
      .fork()
      .execute<{ total: number }[]>('select count(*) as total from suggestion');
    expect(Number(row?.total)).toBe(sequence);
  });
});

/** A WebSocket that was opened by hand and answers nothing, not even the closing of the connection. */
async function deafWebSocket(level: TestLevel): Promise<Socket> {
  const socket = connect(level.service.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await once(socket, 'data');
  return socket;
}

describe('a start that cannot succeed', () => {
  const config = async (overrides: object) => {
    const keys = await createTestKeys();
    const database = await createTestDatabase('city');
    return {
      value: {
        host: '127.0.0.1',
        port: 0,
        dataDir: keys.folder,
        database: database.target,
        redisUrl: undefined,
        cursorSecret: undefined,
        jwksFile: keys.files.jwksFile,
        startupTimeout: 1_000,
        logLevel: 'silent' as const,
        ...overrides,
      },
      async [Symbol.asyncDispose]() {
        await database[Symbol.asyncDispose]();
        await keys[Symbol.asyncDispose]();
      },
    };
  };

  test.each(['mariadb', 'mysql'] as const)(
    'a %s server that does not answer is tried until the time is over, then named without its password',
    async (dialect) => {
      const port = await freePort();
      await using own = await config({
        database: { dialect, url: `${dialect}://someone:secret-word@127.0.0.1:${port}/liaison`, name: 'liaison' },
      });
      const start = performance.now();
      const failure = await profiles.city.start(own.value, { logger }).catch((error: unknown) => error);
      const took = performance.now() - start;
      expect(failure).toBeInstanceOf(DatabaseUnavailableError);
      expect((failure as Error).message).toContain(`127.0.0.1:${port}/liaison`);
      expect((failure as Error).message).not.toContain('secret-word');
      expect(took).toBeGreaterThan(500);
      expect(took).toBeLessThan(4_000);
    },
  );

  test('a port that is taken is told, and what was opened is closed again', async () => {
    await using level = await startTestLevel('city');
    await using own = await config({ port: level.service.port });
    const before = openResources(tmpdir());
    await expect(profiles.city.start(own.value, { logger })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expectNothingLeftOpen(before);
  });

  (isOnServer ? test : test.skip)('a wrong password is told at once', async () => {
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    url.password = 'wrong';
    url.pathname = '/liaison';
    await using own = await config({ database: { dialect: 'mariadb', url: url.href, name: 'liaison' } });
    await expect(profiles.city.start(own.value, { logger })).rejects.toThrow(/Access denied/);
  });
});
