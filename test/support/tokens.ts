import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSigningKey, readSigningKey, type KeyFiles } from '../../shared/auth/signing-key.ts';
import { issueToken, type TokenSubject } from '../../shared/auth/token-issuer.ts';

/** Claims of a test's token; `subject` and `name` are made up where they are left out. */
export type TokenClaims = Omit<TokenSubject, 'subject' | 'name'> & Partial<Pick<TokenSubject, 'subject' | 'name'>>;

/** The keys of an installation, in a folder of its own. */
export interface TestKeys extends AsyncDisposable {
  readonly folder: string;
  readonly files: KeyFiles;
  /** A signed token; `lifetime` is in seconds and may be negative. */
  token(claims: TokenClaims, lifetime?: number): Promise<string>;
  /** The same as an Authorization header's value. */
  bearer(claims: TokenClaims, lifetime?: number): Promise<string>;
}

export async function createTestKeys(): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'liaison-keys-'));
  const files = { privateKeyFile: join(folder, 'private.jwk'), jwksFile: join(folder, 'jwks.json') };
  await ensureSigningKey(files);
  const signing = await readSigningKey(files.privateKeyFile);
  const token: TestKeys['token'] = (claims, lifetime = 3_600) =>
    issueToken(signing, { subject: `test-${claims.role}`, name: 'Test', ...claims }, lifetime);
  return {
    folder,
    files,
    token,
    bearer: async (claims, lifetime) => `Bearer ${await token(claims, lifetime)}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
