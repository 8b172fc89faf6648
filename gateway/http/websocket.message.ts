import type { GraphQLFormattedError } from 'graphql';

/** Messages of graphql-transport-ws that a server sends. */

export const acknowledgement = '{"type":"connection_ack"}';

export function pongMessage(payload: unknown): string {
  return JSON.stringify({ type: 'pong', payload });
}

/** `result` is JSON. */
export function nextMessage(id: string, result: string): string {
  return `{"id":${JSON.stringify(id)},"type":"next","payload":${result}}`;
}

export function errorMessage(id: string, errors: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({ id, type: 'error', payload: errors });
}

export function completeMessage(id: string): string {
  return JSON.stringify({ id, type: 'complete' });
}
