import type { StreamFormat } from './stream.format.ts';

const end = Buffer.from('\n\n');
const nextHead = Buffer.from('event: next\ndata: ');

export const eventStreamType = 'text/event-stream; charset=utf-8';
/** A comment, which clients pass over. Some browsers take a stream for open only once there is something in it. */
export const eventStreamComment = Buffer.from(':\n\n');
/** Milliseconds. */
export const eventStreamHeartbeat = 12_000;

/** One operation with a stream of its own: the "distinct connections mode" of GraphQL over Server-Sent Events. */
export const eventStreamFormat: StreamFormat = {
  contentType: eventStreamType,
  opening: eventStreamComment,
  heartbeat: eventStreamComment,
  heartbeatInterval: eventStreamHeartbeat,
  // Without `data` a browser's EventSource would not tell of it.
  closing: Buffer.from('event: complete\ndata: \n\n'),
  // JSON has no line breaks outside of texts, and in texts they are escaped.
  result: (json) => Buffer.concat([nextHead, json, end]),
  failure: (errors) => eventStreamFormat.result(Buffer.from(JSON.stringify({ errors }))),
};

/** Messages of one of several operations on a stream: the "single connection mode". */
export class OperationEvents {
  readonly #head: Buffer;
  readonly complete: Buffer;

  constructor(operationId: string) {
    const id = JSON.stringify(operationId);
    this.#head = Buffer.from(`event: next\ndata: {"id":${id},"payload":`);
    this.complete = Buffer.from(`event: complete\ndata: {"id":${id}}\n\n`);
  }

  next(json: Buffer): Buffer {
    return Buffer.concat([this.#head, json, nextTail]);
  }
}

const nextTail = Buffer.from('}\n\n');
