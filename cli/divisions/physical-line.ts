import { open } from 'node:fs/promises';

/** One line of a file as an editor counts it, from 1, without its line end. */
export interface PhysicalLine {
  readonly number: number;
  /** Where there is a fault, only what could be made of it. */
  readonly text: string;
  /** Why the line cannot be read. */
  readonly fault?: string;
  /** The rest of the file is not read. */
  readonly isLastRead?: true;
}

export interface ReadProgress {
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** No row of such a file comes near; it keeps a file without line ends from being held in memory. */
const longestLine = 64 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossyUtf8 = new TextDecoder('utf-8');

/**
 * Streams the lines of a UTF-8 file. A line that is not UTF-8 is given as a fault and reading goes on; after a line
 * that is too long it ends. Rejects with Node's own error if the file cannot be opened or read.
 */
export async function* physicalLines(
  file: string,
  onProgress?: (progress: ReadProgress) => void,
): AsyncGenerator<PhysicalLine> {
  await using handle = await open(file);
  const bytesTotal = (await handle.stat()).size;
  let bytesRead = 0;
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    bytesRead += chunk.length;
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed)) {
      yield decode(++number, bytes.subarray(0, end));
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
    onProgress?.({ file, bytesRead, bytesTotal });
    if (rest.length > longestLine) {
      const fault = `is longer than ${longestLine / 1024} KiB; the rest of the file was not read`;
      yield { number: number + 1, text: lossyUtf8.decode(rest.subarray(0, longestLine)), fault, isLastRead: true };
      return;
    }
  }
  if (rest.length > 0) yield decode(number + 1, rest);
}

function decode(number: number, bytes: Buffer): PhysicalLine {
  const line = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
  try {
    const text = strictUtf8.decode(line);
    return { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
  } catch {
    const fault = 'is not UTF-8; save the file as UTF-8 (spreadsheets often write GBK or UTF-16)';
    return { number, text: lossyUtf8.decode(line), fault };
  }
}
