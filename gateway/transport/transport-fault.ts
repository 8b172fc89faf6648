import { errors } from 'undici';
import type { ClientError } from '../../shared/errors/client-error.ts';
import { unavailable, unfitAnswer } from './subgraph-answer.ts';

/** Why a request brought no answer. */
export type TransportFault =
  /** The connection could not be made, or broke. */
  | { readonly kind: 'disconnected'; readonly reason: string }
  | { readonly kind: 'overdue' }
  /** The operation that it was for may take no longer. */
  | { readonly kind: 'late' }
  /** What came is none that the gateway reads. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** The circuit breaker of the endpoint is open. */
  | { readonly kind: 'shut' }
  /** The gateway itself did not send it. */
  | { readonly kind: 'unsent'; readonly reason: string };

const unsentCodes = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);

const reasons: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_SOCKET', 'the connection was closed before the answer was complete'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'the answer is shorter than it says'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection could be made in time'],
]);

/** What undici or the operating system says of a connection. */
export function connectionFault(error: Error): TransportFault {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
    return { kind: 'unreadable', reason: 'it is not HTTP as the gateway knows it' };
  }
  if (code === undefined) return { kind: 'disconnected', reason: 'the connection failed' };
  if (unsentCodes.has(code)) return { kind: 'unsent', reason: error.message };
  return { kind: 'disconnected', reason: reasons.get(code) ?? code };
}

/** What clients are told of `fault`; `timeout` is in milliseconds. */
export function faultError(subgraph: string, fault: TransportFault, timeout: number): ClientError {
  switch (fault.kind) {
    case 'overdue':
      return unavailable(subgraph, `no answer within ${timeout} ms`);
    case 'late':
      return unavailable(subgraph, 'no answer within the time that the whole operation may take');
    case 'shut':
      return unavailable(subgraph, 'it failed too often just now and is left alone for a moment');
    case 'unreadable':
      return unfitAnswer(subgraph, fault.reason);
    case 'disconnected':
    case 'unsent':
      return unavailable(subgraph, fault.reason);
  }
}
