import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureCursorSecret } from './cursor-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cursor-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the secret is made once and read from then on, by its owner only', async () => {
  const secret = await ensureCursorSecret(folder);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(await ensureCursorSecret(folder)).toBe(secret);
  expect((await stat(join(folder, 'keys', 'cursor.secret'))).mode & 0o777).toBe(0o600);
});

test('services that start at once agree on one secret', async () => {
  for (let round = 0; round < 10; round += 1) {
    const own = join(folder, String(round));
    const secrets = await Promise.all(Array.from({ length: 20 }, () => ensureCursorSecret(own)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toBe((await readFile(join(own, 'keys', 'cursor.secret'), 'utf8')).trim());
  }
});

test('an empty file is no secret', async () => {
  await ensureCursorSecret(folder);
  const file = join(folder, 'keys', 'cursor.secret');
  await writeFile(file, '');
  await expect(ensureCursorSecret(folder)).rejects.toThrow(file);
});
