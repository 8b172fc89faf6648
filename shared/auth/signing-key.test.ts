import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureSigningKey, readSigningKey, type KeyFiles } from './signing-key.ts';
import { issueToken } from './token-issuer.ts';
import { createTokenVerifier } from './token-verifier.ts';

let folder: string;
let files: KeyFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signing-key-'));
  files = { privateKeyFile: join(folder, 'keys', 'private.jwk'), jwksFile: join(folder, 'keys', 'jwks.json') };
});
afterEach(() => rm(folder, { recursive: true }));

const clerk = { subject: 'u1', name: 'Clerk', role: 'city-clerk', divisionCode: '230100' } as const;

async function signAndVerify({ privateKeyFile, jwksFile }: KeyFiles) {
  const token = await issueToken(await readSigningKey(privateKeyFile), clerk, 60);
  return createTokenVerifier(jwksFile)(`Bearer ${token}`);
}

test('the private key is for its owner only, the public one for everybody and without the private part', async () => {
  await ensureSigningKey(files);
  expect((await stat(files.privateKeyFile)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
  const { keys } = JSON.parse(await readFile(files.jwksFile, 'utf8')) as { keys: Record<string, unknown>[] };
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('keys that are there stay as they are', async () => {
  await ensureSigningKey(files);
  const before = await Promise.all([readFile(files.privateKeyFile, 'utf8'), readFile(files.jwksFile, 'utf8')]);
  await ensureSigningKey(files);
  expect(await Promise.all([readFile(files.privateKeyFile, 'utf8'), readFile(files.jwksFile, 'utf8')])).toEqual(before);
});

test('services that start at once agree on one key, and each can sign when it has been made sure of', async () => {
  for (let round = 0; round < 6; round += 1) {
    const own = {
      privateKeyFile: join(folder, `${round}`, 'private.jwk'),
      jwksFile: join(folder, `${round}`, 'jwks.json'),
    };
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        await ensureSigningKey(own);
        expect(await signAndVerify(own)).toMatchObject({ subject: 'u1' });
      }),
    );
  }
});

test('a key set that is missing is made again from the private key', async () => {
  await ensureSigningKey(files);
  await rm(files.jwksFile);
  await ensureSigningKey(files);
  expect(await signAndVerify(files)).toMatchObject({ subject: 'u1' });
});

test('a key set with further keys of the operator is left alone', async () => {
  await ensureSigningKey(files);
  await writeFile(files.jwksFile, '{ "keys": [] }');
  await ensureSigningKey(files);
  expect(await readFile(files.jwksFile, 'utf8')).toBe('{ "keys": [] }');
});
