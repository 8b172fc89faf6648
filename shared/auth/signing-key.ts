import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { createFileOnce } from '../config/create-file-once.ts';

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

/** Creates what is missing of both files; the key set is made of the private key. Leaves existing files alone. */
export async function ensureSigningKey(files: KeyFiles): Promise<void> {
  await mkdir(dirname(files.privateKeyFile), { recursive: true, mode: 0o700 });
  await mkdir(dirname(files.jwksFile), { recursive: true });
  if (!existsSync(files.privateKeyFile)) await createFileOnce(files.privateKeyFile, await newPrivateKey(), 0o600);
  if (existsSync(files.jwksFile)) return;
  const { d: _private, ...publicJwk } = JSON.parse(await readFile(files.privateKeyFile, 'utf8')) as JWK;
  await createFileOnce(files.jwksFile, JSON.stringify({ keys: [publicJwk] }, null, 2), 0o644);
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' });
}

export async function readSigningKey(privateKeyFile: string): Promise<SigningKey> {
  const jwk = JSON.parse(await readFile(privateKeyFile, 'utf8')) as JWK;
  return { keyId: jwk.kid ?? (await calculateJwkThumbprint(jwk)), key: await importJWK(jwk, 'ES256') };
}
