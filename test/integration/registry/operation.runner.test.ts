import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startOperationRunner } from '../../../gateway/registry/api/operation.runner.ts';
import { operator } from '../../../gateway/registry/registry.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { shopSdl, startRegistryFixture, until, type RegistryFixture } from './registry.fixture.ts';

const logger = createLogger('test', 'silent');
const history = '{ history(first: 1) { number } }';

/** The processes of the registry that this one has started and that are still there. */
function pids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return children.filter(isOfRegistry).map(Number);
}

function isOfRegistry(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('operation.process');
  } catch {
    // It ended between the two looks.
    return false;
  }
}

describe("the registry's API", () => {
  let fixture: RegistryFixture;
  /** Takes requests and never answers. */
  let silent: Server;
  beforeAll(async () => {
    fixture = await startRegistryFixture();
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    silent.closeAllConnections();
    silent.close();
    await fixture[Symbol.asyncDispose]();
  });

  test('starts its process with the first operation, and a new one where that was killed', async () => {
    expect((await fixture.ask(history)).data).toEqual({ history: [] });
    const [first] = pids();
    process.kill(first!, 'SIGKILL');
    // It takes a moment until its gateway hears of it.
    await until(async () => (await fixture.ask(history)).errors === undefined);
    expect(pids()).not.toContain(first);
    expect((await fixture.publishAll()).errors).toBeUndefined();
    await until(async () => 'products' in ((await fixture.query('{ products { name } }'))['data'] ?? {}));
  });

  test('an act whose process dies is told as a failure of the server, and changes nothing', async () => {
    const before = await fixture.version();
    const asked = once(silent, 'request');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/graphql`;
    const acting = fixture.publish([{ subgraph: 'shop', sdl: `${shopSdl}\n`, url }]);
    await asked;
    for (const pid of pids()) process.kill(pid, 'SIGKILL');
    const { status, errors } = await acting;
    expect(status).toBe(500);
    expect(errors).toEqual([
      expect.objectContaining({ extensions: { code: 'INTERNAL', reference: expect.any(String) } }),
    ]);
    expect(await fixture.version()).toBe(before);
    expect((await fixture.ask(history)).data).toEqual({ history: [{ number: before }] });
  });

  test('faults of an operation keep their codes on the way', async () => {
    const cases = { '{ nothing }': 'GRAPHQL_VALIDATION_FAILED', '{ supergraph(version: 99) }': 'VERSION_NOT_FOUND' };
    for (const [query, code] of Object.entries(cases)) {
      expect({ query, ...(await fixture.ask(query)) }).toMatchObject({ query, errors: [{ extensions: { code } }] });
    }
  });
});

test('a database that cannot be opened is told, and tried again with the next operation', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  const parent = join(folder, 'data');
  await writeFile(parent, 'no folder');
  const runner = startOperationRunner(
    { onChange: () => undefined, flushUses: async () => undefined, logger },
    {
      database: { dialect: 'sqlite', file: join(parent, 'registry.sqlite') },
      adminToken: undefined,
      internalTags: [],
      maxSdl: 1_000_000,
      checkDays: 30,
      checkThreshold: 1,
      startupTimeout: 1_000,
    },
  );
  try {
    const refusals = await Promise.allSettled([1, 2].map(() => runner.execute({ query: history }, operator)));
    for (const { status, reason } of refusals as PromiseRejectedResult[]) {
      expect({ status, code: (reason as { code?: string }).code }).toEqual({
        status: 'rejected',
        code: 'REGISTRY_UNAVAILABLE',
      });
    }
    await rm(parent);
    expect(await runner.execute({ query: history }, operator)).toEqual({ data: { history: [] } });
  } finally {
    await runner.stop();
    expect(pids()).toEqual([]);
    await rm(folder, { recursive: true });
  }
});
