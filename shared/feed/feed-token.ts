import { issueToken, type TokenSubject } from '../auth/token-issuer.ts';
import { readSigningKey, type SigningKey } from '../auth/signing-key.ts';
import { ConfigurationError } from '../config/environment.ts';

/** Signs a token for one connection to a feed; `lifetime` is in seconds. */
export type TokenSource = (lifetime: number) => Promise<string>;

/** Throws ConfigurationError where the key cannot be read. */
export async function readTokenSource(privateKeyFile: string, reader: TokenSubject): Promise<TokenSource> {
  const key = await readKey(privateKeyFile, reader.name);
  return (lifetime) => issueToken(key, reader, lifetime);
}

async function readKey(file: string, name: string): Promise<SigningKey> {
  try {
    return await readSigningKey(file);
  } catch (error) {
    throw new ConfigurationError([
      `AUTH_PRIVATE_KEY_FILE: the key at ${file} cannot be read (${(error as Error).message}). ` +
        `The service ${name} signs its own token with it; "liaison keys create" makes one.`,
    ]);
  }
}
