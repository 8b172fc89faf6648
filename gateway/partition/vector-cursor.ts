/** How far a reader is in the feed of each partition, by the partition's name. */
export type CursorVector = ReadonlyMap<string, unknown>;

const mark = 'p1.';

/** One cursor for all partitions. It is as trustworthy as its parts, which each partition looks at itself. */
export function encodeVector(vector: CursorVector): string {
  return mark + Buffer.from(JSON.stringify([...vector])).toString('base64url');
}

/** Undefined where `cursor` is no vector. */
export function decodeVector(cursor: unknown): CursorVector | undefined {
  if (typeof cursor !== 'string' || !cursor.startsWith(mark)) return undefined;
  try {
    const entries: unknown = JSON.parse(Buffer.from(cursor.slice(mark.length), 'base64url').toString());
    return Array.isArray(entries) && entries.every(isEntry) ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && value[1] !== null;
}
