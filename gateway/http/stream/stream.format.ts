import type { GraphQLFormattedError } from 'graphql';
import type { SharedEvent } from '../../subscriptions/subscriber.ts';

/** How the results of one operation stand in one HTTP response. */
export interface StreamFormat {
  readonly contentType: string;
  /** Stands before the first result. */
  readonly opening: Buffer;
  /** Keeps proxies from taking the connection for dead. */
  readonly heartbeat: Buffer;
  /** Milliseconds between two heartbeats. */
  readonly heartbeatInterval: number;
  /** Stands after the last result. */
  readonly closing: Buffer;
  /** One result, by its JSON. */
  result(json: Buffer): Buffer;
  /** What ended the operation before its time. */
  failure(errors: readonly GraphQLFormattedError[]): Buffer;
}

const written = new WeakMap<SharedEvent, Map<StreamFormat, Buffer>>();

/** An event as it stands in a response: written once for all responses of the format. */
export function formatEvent(format: StreamFormat, event: SharedEvent): Buffer {
  const ofEvent = written.get(event) ?? new Map<StreamFormat, Buffer>();
  written.set(event, ofEvent);
  const bytes = ofEvent.get(format) ?? format.result(event.bytes());
  ofEvent.set(format, bytes);
  return bytes;
}
