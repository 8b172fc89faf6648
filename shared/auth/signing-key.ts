import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** Where an installation keeps its keys: the private one signs tokens, the JWKS verifies them. */
export interface KeyFiles {
  /** JWK of the ES256 private key, mode 0600. */
  readonly privateKeyFile: string;
  /** JSON Web Key Set with the public keys. */
  readonly jwksFile: string;
}

export interface SigningKey {
  readonly keyId: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
}

/** Creates both files where the private key is missing; leaves existing keys alone. */
export async function ensureSigningKey(files: KeyFiles): Promise<void> {
  await mkdir(dirname(files.privateKeyFile), { recursive: true, mode: 0o700 });
  await mkdir(dirname(files.jwksFile), { recursive: true });
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateJwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
  if (!(await createExclusively(files.privateKeyFile, JSON.stringify(privateJwk)))) return;
  const temporary = `${files.jwksFile}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify({ keys: [{ ...publicJwk, kid, alg: 'ES256', use: 'sig' }] }, null, 2));
  await rename(temporary, files.jwksFile);
}

/** False where the file was there already: another process was first, and its key counts. */
async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await using handle = await open(file, 'wx', 0o600);
    await handle.writeFile(content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await chmod(file, 0o600);
  return true;
}

export async function readSigningKey(privateKeyFile: string): Promise<SigningKey> {
  const jwk = JSON.parse(await readFile(privateKeyFile, 'utf8')) as JWK;
  return { keyId: jwk.kid ?? (await calculateJwkThumbprint(jwk)), key: await importJWK(jwk, 'ES256') };
}
