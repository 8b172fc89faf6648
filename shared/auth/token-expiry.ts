import { ClientError } from '../errors/client-error.ts';
import type { MaybeActor } from './actor.ts';

/** Whether the token was good when it was verified and is not any more at `now`, in milliseconds since the epoch. */
export function isExpired(actor: MaybeActor, now: number): boolean {
  return actor !== undefined && actor.expiresAt * 1000 <= now;
}

/** `details` are shown to the client under `extensions`. */
export function expiredToken(details: Record<string, unknown> = {}): ClientError {
  return new ClientError(
    'TOKEN_EXPIRED',
    'The token has expired. Connect again with a new one, and subscribe from your last cursor.',
    details,
  );
}

/** Throws TOKEN_EXPIRED where the token was good when it was verified and is not any more. */
export function assertNotExpired(actor: MaybeActor): void {
  if (isExpired(actor, Date.now())) throw expiredToken();
}
