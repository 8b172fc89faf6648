import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, test } from '@jest/globals';
import { startFixture } from './gateway.fixture.ts';

describe('the gateway when it is stopped', () => {
  test('lets requests end, closes sockets with 1001 and takes nothing new', async () => {
    const { promise: slow, resolve: answer } = Promise.withResolvers<string>();
    await using fixture = await startFixture({ slow });
    const request = fixture.query('{ slow }');
    await until(() => fixture.shop.calls.length === 1);
    const client = fixture.socket();
    const closed = new Promise<unknown>((resolve) => client.on('closed', resolve));
    const results = client.iterate({ query: 'subscription { ticked }' });
    await results.next();

    const stopping = fixture.gateway.stop();
    expect(await closed).toMatchObject({ code: 1001 });
    await expect(results.next()).rejects.toMatchObject({ code: 1001 });
    answer('done');
    expect((await request).body).toEqual({ data: { slow: 'done' } });
    await stopping;
    await expect(fixture.query('{ slow }')).rejects.toThrow();
    await until(() => fixture.notes.openSockets() === 0);
  });

  test('does not wait for a connection on which nothing was asked', async () => {
    await using fixture = await startFixture();
    const socket = connect(fixture.gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await fixture.gateway.stop();
    await closed;
  });

  test('leaves nothing behind that keeps its process alive', async () => {
    await using fixture = await startFixture();
    const list = [fixture.shop, fixture.notes].map(({ name, url }) => `${name}=${url}`).join();
    const child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', 'gateway/main.ts'], {
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: fixture.directory, GATEWAY_SUBGRAPHS: list },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(line).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\/graphql$/);
    const response = await fetch(line.replace('ready ', ''), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ product(id: \\"p1\\") { name notes { text } } }"}',
    });
    expect(await response.json()).toEqual({ data: { product: { name: 'Kettle', notes: [] } } });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('tells all faults of its environment at once and exits with 1', async () => {
    const child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', 'gateway/main.ts'], {
      env: {
        PATH: process.env['PATH'],
        PORT: 'x',
        GATEWAY_ENGINE: 'other',
        GATEWAY_SUBGRAPHS: 'city',
        GATEWAY_NOTHING: '1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [chunks, exit] = await Promise.all([child.stderr.toArray(), once(child, 'exit')]);
    const text = Buffer.concat(chunks as Buffer[]).toString();
    for (const name of ['PORT', 'GATEWAY_ENGINE', 'GATEWAY_SUBGRAPHS', 'GATEWAY_NOTHING']) expect(text).toContain(name);
    expect(exit).toEqual([1, null]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}
