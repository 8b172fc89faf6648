/** An HTTP/1.1 answer that is complete. */
export interface ReadAnswer {
  readonly status: number;
  /** Of its body, without what its transfer coding adds. */
  readonly bytes: number;
  /** Whether the server closes the connection after it. */
  readonly isLast: boolean;
}

interface Head {
  readonly status: number;
  readonly isLast: boolean;
  /** Undefined: chunked. */
  readonly contentLength: number | undefined;
}

const headEnd = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

/** Reads the answers of one connection, which come one at a time, and keeps nothing of their bodies. */
export class AnswerReader {
  /** Of a head or of the line before a chunk, where it came in parts. */
  #kept = nothing;
  #head: Head | undefined;
  #bytes = 0;
  /** Of a chunk and the line end after it. */
  #missing = 0;
  #isLastChunk = false;

  /** Takes what has come, which it does not hold on to; undefined until an answer is complete. */
  read(received: Buffer): ReadAnswer | undefined {
    let data = this.#kept.length > 0 ? Buffer.concat([this.#kept, received]) : received;
    this.#kept = nothing;
    if (!this.#head) {
      const end = data.indexOf(headEnd);
      if (end < 0) return this.#keep(data);
      this.#head = readHead(data.latin1Slice(0, end));
      data = data.subarray(end + headEnd.length);
    }
    return this.#head.contentLength === undefined
      ? this.#readChunks(this.#head, data)
      : this.#readLength(this.#head, this.#head.contentLength, data);
  }

  #readLength(head: Head, contentLength: number, data: Buffer): ReadAnswer | undefined {
    this.#bytes += data.length;
    if (this.#bytes > contentLength) throw new Error('more bytes than its Content-Length says');
    return this.#bytes === contentLength ? this.#finish(head) : undefined;
  }

  #readChunks(head: Head, data: Buffer): ReadAnswer | undefined {
    let at = 0;
    while (at < data.length) {
      if (this.#missing > 0) {
        const taken = Math.min(this.#missing, data.length - at);
        this.#missing -= taken;
        at += taken;
        if (this.#missing === 0 && this.#isLastChunk) return this.#finish(head);
        continue;
      }
      const end = data.indexOf('\r\n', at);
      if (end < 0) return this.#keep(data.subarray(at));
      const size = Number.parseInt(data.latin1Slice(at, end), 16);
      if (Number.isNaN(size)) throw new Error('a chunk without a size');
      at = end + 2;
      this.#bytes += size;
      this.#missing = size + 2;
      this.#isLastChunk = size === 0;
    }
    return undefined;
  }

  #keep(data: Buffer): undefined {
    this.#kept = Buffer.from(data);
  }

  #finish({ status, isLast }: Head): ReadAnswer {
    const answer = { status, bytes: this.#bytes, isLast };
    this.#head = undefined;
    this.#bytes = 0;
    this.#isLastChunk = false;
    return answer;
  }
}

function readHead(text: string): Head {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const isChunked = /\r\ntransfer-encoding: *chunked/i.test(text);
  if (status === undefined || (length === undefined) !== isChunked) throw new Error(`an answer with the head ${text}`);
  return {
    status: Number(status),
    isLast: /\r\nconnection: *close/i.test(text),
    contentLength: length === undefined ? undefined : Number(length),
  };
}
