import { issueToken, type TokenSubject } from '../../../shared/auth/token-issuer.ts';
import { readSigningKey, type SigningKey } from '../../../shared/auth/signing-key.ts';
import { ConfigurationError } from '../../../shared/config/environment.ts';

/** As whom network reads the feeds: a service of the installation, which sees drafts and keeps them to their signers. */
const reader: TokenSubject = { subject: 'network', name: 'network', role: 'system', divisionCode: '230100' };

/** Signs a token for one connection to a feed; `lifetime` is in seconds. */
export type TokenSource = (lifetime: number) => Promise<string>;

/** Throws ConfigurationError where the key cannot be read. */
export async function readTokenSource(privateKeyFile: string): Promise<TokenSource> {
  const key = await readKey(privateKeyFile);
  return (lifetime) => issueToken(key, reader, lifetime);
}

async function readKey(file: string): Promise<SigningKey> {
  try {
    return await readSigningKey(file);
  } catch (error) {
    throw new ConfigurationError([
      `AUTH_PRIVATE_KEY_FILE: the key at ${file} cannot be read (${(error as Error).message}). ` +
        'Network signs its own token with it; "liaison keys create" makes one.',
    ]);
  }
}
