import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { createTestKeys, type TestKeys } from '../../support/tokens.ts';

/** Runs network as a process of its own until it ends; `onReady` gets its URL and how to signal it. */
async function runProcess(
  environment: Record<string, string>,
  onReady?: (url: string, signal: (name: NodeJS.Signals) => void) => Promise<void> | void,
) {
  const child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', 'subgraphs/network/main.ts'], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: 'pipe',
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let output = '';
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const [, url] = /^ready (\S+)\n$/.exec(output) ?? [];
    if (url) void onReady?.(url, (name) => child.kill(name));
  });
  const [code] = await closed;
  return { code, output, faults };
}

let keys: TestKeys;
let database: TestDatabase;
beforeAll(async () => {
  keys = await createTestKeys();
  database = await createTestDatabase('network_process');
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await keys[Symbol.asyncDispose]();
});

describe('network as a process', () => {
  const nobody = 'ws://127.0.0.1:1/graphql';
  const environment = () => ({
    DATA_DIR: keys.folder,
    AUTH_PRIVATE_KEY_FILE: keys.files.privateKeyFile,
    AUTH_JWKS_FILE: keys.files.jwksFile,
    NETWORK_DATABASE_URL: database.url,
    NETWORK_FEEDS: `city=${nobody},district=${nobody},township=${nobody}`,
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('serves while no level answers, and ends on %s', async (name) => {
    let answer: unknown;
    let readiness: number | undefined;
    const { code, output, faults } = await runProcess(environment(), async (url, signal) => {
      const asked = await fetch(`${url}?query={suggestions{totalCount}}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      answer = await asked.json();
      readiness = (await fetch(new URL('/health/ready', url))).status;
      signal(name);
    });
    expect({ code, output: output.split(' ')[0] }).toEqual({ code: 0, output: 'ready' });
    expect(answer).toEqual({ data: { suggestions: { totalCount: 0 } } });
    expect(readiness).toBe(503);
    expect(faults).toMatch(/the feed was interrupted/);
  });

  test('tells all faults of its environment at once, and exits with 1', async () => {
    const { code, faults } = await runProcess({ ...environment(), NETWORK_FEEDS: 'nonsense', NETWORK_URL: 'x' });
    expect(code).toBe(1);
    expect(faults).toMatch(/2 faults[^]*NETWORK_FEEDS: got "nonsense"[^]*NETWORK_URL/);
  });

  test('says which database does not answer, and exits with 1', async () => {
    const { code, faults } = await runProcess({
      ...environment(),
      NETWORK_DATABASE_URL: 'mariadb://nobody:secret@127.0.0.1:1/network',
      STARTUP_TIMEOUT: '200ms',
      LOG_LEVEL: 'silent',
    });
    expect(code).toBe(1);
    expect(faults).toMatch(/database at 127.0.0.1:1\/network did not answer/);
    expect(faults).not.toMatch(/secret/);
  });
});
