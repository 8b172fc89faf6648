import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gzip: Decompress = promisify(gunzip);
const zlib: Decompress = promisify(inflate);
const bare: Decompress = promisify(inflateRaw);

/** "deflate" is the zlib format; servers that leave its two bytes of header away are old but many. */
const deflate: Decompress = (bytes, options) => (((bytes[0] ?? 0) & 0x0f) === 0x08 ? zlib : bare)(bytes, options);

const decompressions: ReadonlyMap<string, Decompress> = new Map([
  ['br', promisify(brotliDecompress)],
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', deflate],
  ['zstd', promisify(zstdDecompress)],
]);

/** For the header `accept-encoding`. */
export const acceptedEncodings = 'br, gzip, deflate, zstd';

export function isKnownEncoding(encoding: string): boolean {
  return decompressions.has(encoding.toLowerCase());
}

/** Rejects with code ERR_BUFFER_TOO_LARGE once there are more than `limit` bytes, of which no more are made. */
export async function decompress(encoding: string, bytes: Buffer, limit: number): Promise<Buffer> {
  const decompression = decompressions.get(encoding.toLowerCase());
  if (!decompression) throw new Error(`No decompression for "${encoding}".`);
  return decompression(bytes, { maxOutputLength: limit });
}
