/** Opcodes of RFC 6455, section 5.2. */
export const opcodes = { text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** The payload stands in `bytes` from `start` to `end`, and only during the call. */
export type FrameSink = (
  opcode: number,
  bytes: Buffer,
  place: { readonly start: number; readonly end: number },
) => void;

/**
 * Cuts what a server sends into frames. Servers do not mask, and neither compress nor fragment what these clients ask for:
 * so a frame is read where the kernel put it, which is what lets one process be thousands of clients.
 */
export class FrameReader {
  readonly #sink: FrameSink;
  /** Of a frame that is not there in whole; undefined between frames. */
  #rest: Buffer | undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Bytes from `start` to `end` came. Throws on a frame that no server may send here. */
  read(bytes: Buffer, start: number, end: number): void {
    if (this.#rest) {
      const joined = Buffer.concat([this.#rest, bytes.subarray(start, end)]);
      this.#rest = undefined;
      return this.read(joined, 0, joined.length);
    }
    let place = start;
    while (place < end) {
      const next = this.#readFrame(bytes, place, end);
      if (next === undefined) break;
      place = next;
    }
    if (place < end) this.#rest = Buffer.from(bytes.subarray(place, end));
  }

  /** Where the next frame begins; undefined where this one has not come in whole. */
  #readFrame(bytes: Buffer, place: number, end: number): number | undefined {
    if (end - place < 2) return undefined;
    const head = bytes[place] as number;
    const length = bytes[place + 1] as number;
    if ((head & 0xf0) !== 0x80 || length > 127) throw new Error(`a frame that begins with ${head}, ${length}`);
    let start = place + 2;
    let size = length;
    if (length >= 126) {
      const width = length === 126 ? 2 : 6;
      // The upper two of eight bytes count messages beyond 256 TiB.
      start += length === 126 ? 2 : 8;
      if (end < start) return undefined;
      size = bytes.readUIntBE(start - width, width);
    }
    if (end - start < size) return undefined;
    this.#sink(head & 0x0f, bytes, { start, end: start + size });
    return start + size;
  }
}

/** A client's frame: masked as the protocol wants it, with zeros, which change nothing. */
export function clientFrame(opcode: number, payload: string): Buffer {
  const body = Buffer.from(payload);
  const extended = body.length > 125;
  if (body.length > 0xffff) throw new Error('The clients of the benchmarks send short messages only.');
  const frame = Buffer.alloc((extended ? 8 : 6) + body.length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extended ? 126 : body.length);
  if (extended) frame.writeUInt16BE(body.length, 2);
  body.copy(frame, frame.length - body.length);
  return frame;
}
