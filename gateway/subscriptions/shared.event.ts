import type { SharedEvent } from './subscriber.ts';

/** The result of one event, as it goes to all clients of a topic. */
export class JoinedEvent implements SharedEvent {
  readonly text: string;
  readonly cursor: unknown;
  #bytes: Buffer | undefined;

  constructor(text: string, cursor: unknown) {
    this.text = text;
    this.cursor = cursor;
  }

  bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.text));
  }
}
