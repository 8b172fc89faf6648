import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createFileOnce } from '../config/create-file-once.ts';

/** The secret that signs this installation's cursors: created once, mode 0600, so that cursors outlive restarts. */
export async function ensureCursorSecret(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'cursor.secret');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await createFileOnce(file, randomBytes(32).toString('base64url'), 0o600);
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 16) throw new Error(`${file} holds no secret. Take the file away, and a new one is made.`);
  return secret;
}
