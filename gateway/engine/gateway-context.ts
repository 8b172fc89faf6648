import type { MaybeActor } from '../../shared/auth/actor.ts';
import type { ForwardedHeaders } from '../transport/forwarded-headers.ts';

/** What the gateway knows of one request; the token behind `headers.authorization` was verified. */
export interface GatewayContext {
  readonly actor: MaybeActor;
  readonly headers: ForwardedHeaders;
}
