import type { ForwardedHeaders } from '../transport/forwarded-headers.ts';
import type { CursorOperation } from './cursor.operation.ts';
import type { SharedSubscription } from './subscription.source.ts';

/** They name one request and say nothing of who sends it, so that they neither part subscriptions nor go with them. */
const requestMarks = new Set(['traceparent', 'tracestate', 'baggage', 'x-request-id']);

/** What of a client's headers a subscription may depend on that it shares with others. */
export function sharedHeaders(headers: ForwardedHeaders): ForwardedHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !requestMarks.has(name)));
}

/** Equal for subscriptions that bring the same results, wherever they begin. */
export function topicKey(
  { prepared, variables, headers }: SharedSubscription,
  cursor: CursorOperation | undefined,
): string {
  const names = (prepared.operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const counting = names.filter((name) => name !== cursor?.droppedVariable && variables[name] !== undefined);
  return JSON.stringify([
    cursor?.sharedText ?? prepared.text,
    counting.map((name) => [name, variables[name]]),
    headers,
  ]);
}
