import type { IncomingMessage } from 'node:http';
import { ClientError } from '../../shared/errors/client-error.ts';

const nothing = Buffer.alloc(0);

/**
 * The bytes of a request's body. Rejects with ClientError REQUEST_TOO_LARGE for more than `limit` bytes, and with the
 * connection's own error where the client goes away meanwhile.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    // Most requests come in one piece.
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) return reject(tooLarge(limit));
      if (!first) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    request.on('end', () => resolve(more ? Buffer.concat(more) : (first ?? nothing)));
    request.on('error', reject);
  });
}

function tooLarge(limit: number): ClientError {
  return new ClientError('REQUEST_TOO_LARGE', `The request body is larger than ${limit} bytes. Send less at once.`);
}
