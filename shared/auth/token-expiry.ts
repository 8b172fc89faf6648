import { ClientError } from '../errors/client-error.ts';
import type { MaybeActor } from './actor.ts';

/** Throws TOKEN_EXPIRED where the token was good when it was verified and is not any more. */
export function assertNotExpired(actor: MaybeActor): void {
  if (!actor || actor.expiresAt * 1000 > Date.now()) return;
  throw new ClientError(
    'TOKEN_EXPIRED',
    'The token has expired. Connect again with a new one, and subscribe from your last cursor.',
  );
}
