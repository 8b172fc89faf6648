import { setTimeout as pause } from 'node:timers/promises';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { SubgraphSocketClient, UpstreamRequest } from '../transport/subgraph-socket.client.ts';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { CursorOperation } from './cursor.operation.ts';
import { SubscriptionRefused } from './subscription.fault.ts';
import { openUpstream, type UpstreamEnd } from './upstream.ts';

export interface ResumingOptions {
  /** Milliseconds without a connection until the subscription is given up. */
  readonly resumeTimeout: number;
  /** Events kept for a slow client. */
  readonly eventBuffer: number;
}

export interface FollowedSubscription {
  /** The request from where it begins: after `cursor`, or as the client said where that is undefined. */
  request(cursor: unknown): UpstreamRequest;
  /** Undefined for a root field without cursors, which cannot be resumed. */
  readonly cursor: CursorOperation | undefined;
}

/** Milliseconds between two tries to open an upstream again. */
const firstPause = 100;
const longestPause = 5_000;

/**
 * The events of a subscription, over as many connections as it takes. Ends when the subgraph completes it or `signal`
 * aborts. Throws SubscriptionRefused, or ClientError SUBSCRIPTION_INTERRUPTED where events could be missed or the subgraph
 * stays away.
 */
export async function* followUpstream(
  sockets: SubgraphSocketClient,
  subscription: FollowedSubscription,
  { signal, resumeTimeout, eventBuffer }: ResumingOptions & { readonly signal: AbortSignal },
): AsyncGenerator<SubgraphAnswer, void, undefined> {
  let cursor = subscription.cursor?.firstAfter ?? undefined;
  let wait = firstPause;
  let deadline = Date.now() + resumeTimeout;
  for (;;) {
    // An upstream that was overrun is opened again only now that all it brought has been taken.
    const request = subscription.request(cursor);
    const upstream = openUpstream(sockets, request, { eventBuffer, signal });
    try {
      for await (const answer of upstream.events) {
        cursor = subscription.cursor?.cursorOf(answer.data) ?? cursor;
        wait = firstPause;
        yield answer;
      }
    } finally {
      upstream.close();
    }
    const end = upstream.end();
    if (end.kind === 'completed') return;
    if (end.kind === 'refused') throw new SubscriptionRefused(end.faults);
    if (upstream.wasConnected()) deadline = Date.now() + resumeTimeout;
    const canResume = subscription.cursor && (cursor !== undefined || !upstream.wasConnected());
    if (!canResume || Date.now() >= deadline) throw interrupted(request.endpoint.name, end, cursor);
    if (end.kind === 'overrun') continue;
    if (!(await hasWaited(Math.min(wait, deadline - Date.now()), signal))) return;
    wait = Math.min(wait * 2, longestPause);
  }
}

/** False where `signal` ended the wait. */
async function hasWaited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return pause(milliseconds, true, { signal }).catch(() => false);
}

function interrupted(subgraph: string, end: UpstreamEnd & { readonly reason: string }, cursor: unknown): ClientError {
  const advice =
    cursor === undefined
      ? 'Read the current state and subscribe again.'
      : 'Subscribe again with `after` set to `extensions.resumeAfter`.';
  return new ClientError(
    'SUBSCRIPTION_INTERRUPTED',
    `The subgraph "${subgraph}" stopped sending events: ${end.reason}. ${advice}`,
    { subgraph, ...(cursor !== undefined && { resumeAfter: cursor }) },
  );
}
