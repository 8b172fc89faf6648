import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SigningKey } from '../auth/signing-key.ts';
import { hashEvent } from './event-hash.ts';
import type { EventRow } from './event.entity.ts';
import { faultOfSignature, signDocument, type SignedDocument } from './signed-document.ts';

/** What an archive says of itself: a span of a log, which its two hashes tie to what stood before and comes after. */
export interface ArchiveHead {
  readonly format: 'liaison-graph/log-archive';
  readonly version: 1;
  /** Of the log's database, such as `city`. */
  readonly name: string;
  readonly logId: string;
  readonly from: number;
  readonly to: number;
  /** Of the event before the first one here. */
  readonly baseHash: string;
  /** Of the last event here. */
  readonly hash: string;
}

export interface ArchiveFault {
  readonly file: string;
  readonly message: string;
}

/**
 * Writes events as JSON lines after their signed head; the file is there whole or not at all. Gives its path. The events
 * were verified before: the two hashes in the signed head hold all of them.
 */
export async function writeArchive(
  folder: string,
  head: Omit<ArchiveHead, 'format' | 'version'>,
  { rows, key }: { rows: AsyncIterable<readonly EventRow[]>; key: SigningKey },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${head.name}-${padded(head.from)}-${padded(head.to)}.jsonl`);
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'wx', 0o640);
  try {
    const signed = await signDocument<ArchiveHead>(key, { format: 'liaison-graph/log-archive', version: 1, ...head });
    await handle.write(`${JSON.stringify(signed)}\n`);
    for await (const batch of rows) await handle.write(batch.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  return file;
}

/** The archives of a log in a folder, oldest first. */
export async function listArchives(folder: string, name: string): Promise<string[]> {
  const files = await readdir(folder);
  const pattern = new RegExp(`^${name}-\\d+-\\d+\\.jsonl$`);
  return files
    .filter((file) => pattern.test(file))
    .sort()
    .map((file) => join(folder, file));
}

/** Reads an archive and computes every hash anew. Gives its head, or what is wrong with it. */
export async function verifyArchive(file: string, jwksFile: string): Promise<ArchiveHead | ArchiveFault> {
  let head: ArchiveHead | undefined;
  let last = 0;
  let hash = '';
  const fault = (message: string): ArchiveFault => ({ file, message });
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    const value = parseLine(line);
    if (value === undefined) return fault(`line ${head ? last - head.from + 3 : 1} is not JSON`);
    if (!head) {
      const signed = value as Partial<SignedDocument<ArchiveHead>>;
      if (!signed.document || !signed.signature) return fault('it does not begin with a signed head');
      const wrong = await faultOfSignature(signed as SignedDocument<ArchiveHead>, jwksFile);
      if (wrong !== undefined) return fault(wrong);
      head = signed.document;
      last = head.from - 1;
      hash = head.baseHash;
      continue;
    }
    const row = value as EventRow;
    if (row.sequence !== last + 1) return fault(`event ${last + 1} is missing`);
    if (hashEvent(hash, row) !== row.hash) return fault(`event ${row.sequence} was changed`);
    last = row.sequence;
    hash = row.hash;
  }
  if (!head) return fault('it is empty');
  if (last !== head.to) return fault(`event ${last + 1} is missing`);
  return hash === head.hash ? head : fault(`event ${last} was changed`);
}

/** Events that are handed on at a time. */
const batchSize = 1_000;

/** The events of an archive that was verified, oldest first. */
export async function* readArchive(file: string): AsyncGenerator<EventRow[], void, undefined> {
  let batch: EventRow[] = [];
  let isHead = true;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (!isHead) batch.push(JSON.parse(line) as EventRow);
    isHead = false;
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** Names in the order of numbers. */
function padded(sequence: number): string {
  return String(sequence).padStart(10, '0');
}
