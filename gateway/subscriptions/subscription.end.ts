import { ClientError } from '../../shared/errors/client-error.ts';
import type { ErrorCode } from '../../shared/errors/error-code.ts';
import { expiredToken } from '../../shared/auth/token-expiry.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { SubscriptionEnd } from './subscriber.ts';
import { subscriptionErrors } from './subscription.fault.ts';

/** Why subscriptions end, whoever is told. */
export type EndCause =
  | { readonly kind: 'completed' }
  | {
      readonly kind: 'failed' | 'overrun' | 'stopping';
      /** For a client whose last event has this cursor; undefined or null where there was none. */
      errorAt(position: unknown): unknown;
    };

/** What one client is told. */
export function endOf(cause: EndCause, position: unknown, formatError: ErrorFormatter): SubscriptionEnd {
  if (cause.kind === 'completed') return cause;
  return { kind: cause.kind, errors: subscriptionErrors(cause.errorAt(position), formatError) };
}

export const completed: EndCause = { kind: 'completed' };

export const tokenExpired: EndCause = { kind: 'failed', errorAt: (position) => expiredToken(resumption(position)) };

export const overrun: EndCause = broken('SUBSCRIPTION_OVERRUN', {
  kind: 'overrun',
  reason: 'The client takes events more slowly than they come, and more of them wait for it than the gateway keeps.',
});

export const idle: EndCause = broken('SUBSCRIPTION_IDLE', {
  reason: 'No event came for as long as the gateway keeps an idle subscription.',
});

export const timeOver: EndCause = broken('SUBSCRIPTION_TIME_OVER', {
  reason: 'The subscription lasted for as long as the gateway lets one last.',
});

export const stopping: EndCause = broken('SERVICE_STOPPING', {
  kind: 'stopping',
  reason: 'The gateway is shutting down. Connect again.',
});

/** `error` is the client's to read as it is: going on would meet it again. */
export function failed(error: unknown): EndCause {
  return { kind: 'failed', errorAt: () => error };
}

export function interrupted(subgraph: string, reason: string): EndCause {
  return broken('SUBSCRIPTION_INTERRUPTED', {
    reason: `The subgraph "${subgraph}" stopped sending events: ${reason}.`,
    details: { subgraph },
  });
}

/** `fault` says what the new schema does not have. */
export function notInSchema(fault: string): EndCause {
  const reason = `The schema has changed and does not fit the subscription any more: ${fault}`;
  return {
    kind: 'failed',
    errorAt: (position) =>
      new ClientError('SUBSCRIPTION_NOT_IN_SCHEMA', `${reason} Change the subscription.`, resumption(position)),
  };
}

/** Whether something says where a subscription is to begin. */
export function hasPosition(position: unknown): boolean {
  return position !== undefined && position !== null;
}

interface Broken {
  readonly kind?: 'failed' | 'overrun' | 'stopping';
  readonly reason: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The client did nothing that it may not do: it may go on behind its last event. */
function broken(code: ErrorCode, { kind = 'failed', reason, details }: Broken): EndCause {
  return {
    kind,
    errorAt: (position) =>
      new ClientError(code, `${reason} ${advice(position)}`, { ...details, ...resumption(position) }),
  };
}

function resumption(position: unknown): { readonly resumeAfter?: unknown } {
  return hasPosition(position) ? { resumeAfter: position } : {};
}

function advice(position: unknown): string {
  return hasPosition(position)
    ? 'Subscribe again with `after` set to `extensions.resumeAfter`.'
    : 'Read the current state and subscribe again.';
}
