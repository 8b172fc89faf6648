import type { StreamFormat } from './stream.format.ts';

const boundary = '--graphql';
const partHead = '\r\ncontent-type: application/json\r\n\r\n';
const resultHead = Buffer.from(`${partHead}{"payload":`);
const resultTail = Buffer.from(`}\r\n${boundary}`);

/**
 * Multipart subscriptions as Apollo's clients speak them. Each part is followed by its boundary at once, since a client
 * knows by it that the part is whole. Errors beside `payload` say that the subscription is over.
 */
export const multipartFormat: StreamFormat = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  opening: Buffer.from(`\r\n${boundary}`),
  heartbeat: Buffer.from(`${partHead}{}\r\n${boundary}`),
  heartbeatInterval: 5_000,
  closing: Buffer.from('--\r\n'),
  result: (json) => Buffer.concat([resultHead, json, resultTail]),
  failure: (errors) => Buffer.from(`${partHead}${JSON.stringify({ payload: null, errors })}\r\n${boundary}`),
};
