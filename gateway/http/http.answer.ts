import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ResultType } from './media-type.ts';

/** What a client may have an answer compressed with. */
export type ContentCoding = 'br' | 'gzip';

export interface AnswerContent {
  readonly status: number;
  readonly type: ResultType | 'text/plain';
  readonly text: string;
  /** Names and values by turns. */
  readonly headers?: readonly string[];
}

/** A whole answer, encoded and compressed once for however many clients get it. */
export interface HttpAnswer {
  send(response: ServerResponse): void;
  /** The same answer for a client that asks for `coding`. */
  compressed(coding: ContentCoding): Promise<HttpAnswer>;
}

/** What somebody may see is for nobody else to keep, and JSON is never to be taken for a script or a page. */
const commonHeaders = [
  'cache-control',
  'no-store',
  'x-content-type-options',
  'nosniff',
  'vary',
  'accept, accept-encoding',
];

/** Smaller answers fit into one packet as they are. */
const smallestCompressed = 1_400;

export function createAnswer({ status, type, text, headers = [] }: AnswerContent): HttpAnswer {
  const own = ['content-type', `${type}; charset=utf-8`, ...commonHeaders, ...headers];
  return encodedAnswer(status, own, Buffer.from(text));
}

function encodedAnswer(status: number, headers: readonly string[], bytes: Buffer): HttpAnswer {
  const head = [...headers, 'content-length', String(bytes.length)];
  const compressed = new Map<ContentCoding, Promise<HttpAnswer>>();

  async function compressWith(coding: ContentCoding): Promise<HttpAnswer> {
    return encodedAnswer(status, [...headers, 'content-encoding', coding], await compress[coding](bytes));
  }

  const answer: HttpAnswer = {
    send: (response) => void response.writeHead(status, head).end(bytes),
    compressed: async (coding) => {
      if (bytes.length < smallestCompressed) return answer;
      const made = compressed.get(coding) ?? compressWith(coding);
      compressed.set(coding, made);
      return made;
    },
  };
  return answer;
}

const brotli = promisify(brotliCompress);

const compress: Readonly<Record<ContentCoding, (bytes: Buffer) => Promise<Buffer>>> = {
  // Its default quality, 11, is meant for files that are compressed once and kept.
  br: (bytes) =>
    brotli(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: promisify(gzip),
};
