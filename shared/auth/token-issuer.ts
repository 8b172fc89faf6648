import { SignJWT } from 'jose';
import type { Actor } from './actor.ts';
import type { SigningKey } from './signing-key.ts';

export const tokenIssuer = 'liaison-graph';

export type TokenSubject = Omit<Actor, 'expiresAt'>;

/** Signs a token for `subject`; `lifetime` is in seconds and may be negative, which makes an expired token. */
export async function issueToken(signing: SigningKey, subject: TokenSubject, lifetime: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { subject: sub, name, role, divisionCode, deputyId, organ } = subject;
  return new SignJWT({ name, role, divisionCode, ...(deputyId && { deputyId }), ...(organ && { organ }) })
    .setProtectedHeader({ alg: 'ES256', kid: signing.keyId, typ: 'JWT' })
    .setIssuer(tokenIssuer)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(signing.key);
}
