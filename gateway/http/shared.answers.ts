import { crc32 } from 'node:zlib';
import type { HttpAnswer } from './http.answer.ts';

/** All that an answer may depend on. */
export interface AnswerKey {
  /** What does not stand in the bytes: epoch, method, media type and scope. */
  readonly scope: string;
  /** What the client sent: the body, or the URL. */
  readonly bytes: Buffer;
}

interface UnderWay extends AnswerKey {
  readonly answer: Promise<HttpAnswer>;
}

/**
 * Answers that are under way: who asks for the same meanwhile gets the same one. Nothing is kept afterwards. Requests are
 * found by a checksum and compared byte by byte, which takes a tenth of the time of a Map of texts.
 */
export interface SharedAnswers {
  join(key: AnswerKey): Promise<HttpAnswer> | undefined;
  /** Begins an answer, which others join until it is there. */
  lead(key: AnswerKey, start: () => Promise<HttpAnswer>): Promise<HttpAnswer>;
}

/** Requests of one checksum that are looked through; only somebody who means to makes more. */
const longestList = 8;

export function createSharedAnswers(): SharedAnswers {
  const lists = new Map<number, UnderWay[]>();

  function forget(checksum: number, underWay: UnderWay): void {
    const rest = lists.get(checksum)?.filter((each) => each !== underWay) ?? [];
    if (rest.length > 0) lists.set(checksum, rest);
    else lists.delete(checksum);
  }

  return {
    join: ({ scope, bytes }) =>
      lists.get(crc32(bytes))?.find((each) => each.scope === scope && each.bytes.equals(bytes))?.answer,
    lead: ({ scope, bytes }, start) => {
      const checksum = crc32(bytes);
      const list = lists.get(checksum) ?? [];
      if (list.length >= longestList) return start();
      const underWay: UnderWay = { scope, bytes, answer: start().finally(() => forget(checksum, underWay)) };
      lists.set(checksum, [...list, underWay]);
      return underWay.answer;
    },
  };
}
