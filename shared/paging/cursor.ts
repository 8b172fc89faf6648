import { createHmac, timingSafeEqual } from 'node:crypto';
import { ClientError } from '../errors/client-error.ts';

/** What a cursor carries: the keyset values of a row, or positions of a log. */
export type CursorValue = string | number | null;

/**
 * Makes opaque, signed cursors. A scope names the field (and order) that issued the cursor, so that a cursor of another
 * field is refused, and so is one that was changed on the way.
 */
export interface CursorCodec {
  encode(scope: string, values: readonly CursorValue[]): string;
  /** Throws CURSOR_INVALID. */
  decode(scope: string, cursor: string): CursorValue[];
}

const signatureBytes = 12;
/** Longer than any cursor that this product issues. */
const longestCursor = 2_000;

export function createCursorCodec(secret: string): CursorCodec {
  function sign(scope: string, body: string): Buffer {
    return createHmac('sha256', secret).update(scope).update('\0').update(body).digest().subarray(0, signatureBytes);
  }
  return {
    encode(scope, values) {
      const body = JSON.stringify(values);
      return Buffer.concat([sign(scope, body), Buffer.from(body)]).toString('base64url');
    },
    decode(scope, cursor) {
      const bytes = cursor.length <= longestCursor ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
      const body = bytes.subarray(signatureBytes).toString();
      const isOurs =
        bytes.length > signatureBytes &&
        bytes.toString('base64url') === cursor &&
        timingSafeEqual(bytes.subarray(0, signatureBytes), sign(scope, body));
      if (!isOurs) {
        throw new ClientError(
          'CURSOR_INVALID',
          `The cursor was not issued by ${scope.split('|')[0] ?? scope}, or it was changed. Pass a cursor as you received it, to the field that it came from.`,
        );
      }
      return JSON.parse(body) as CursorValue[];
    },
  };
}
