import type { MaybeActor } from '../../shared/auth/actor.ts';
import type { ForwardedHeaders } from '../transport/forwarded-headers.ts';

/**
 * All that an execution gets to see of the client. An answer can depend on nothing else of it, so that clients of equal
 * scope may share one.
 */
export interface ClientScope {
  readonly headers: ForwardedHeaders;
}

/** What the gateway knows of one request; the token behind `headers.authorization` was verified. */
export interface GatewayContext extends ClientScope {
  readonly actor: MaybeActor;
  /** How the client names itself, where it does; nobody vouches for it. */
  readonly client?: string | undefined;
}
