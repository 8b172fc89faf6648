import { expect, test } from '@jest/globals';
import { pickHeaders, sentHeadersOf } from './forwarded-headers.ts';

test('headers that are listed are picked, and no other', () => {
  const headers = { authorization: 'Bearer x', cookie: 'a=b', traceparent: '', 'x-request-id': 'r' };
  expect(pickHeaders(headers, ['authorization', 'traceparent', 'x-request-id'])).toEqual({
    authorization: 'Bearer x',
    'x-request-id': 'r',
  });
});

test.each(['a\r\nx-admin: yes', 'a\nb', 'a\u0000', '代表'])(
  'a value that HTTP cannot carry is refused: %j',
  (value) => {
    expect(() => pickHeaders({ authorization: value }, ['authorization'])).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringContaining('"authorization"') }),
    );
  },
);

test('headers are written once for all requests of one client request', () => {
  const headers = { authorization: 'Bearer x' };
  expect(sentHeadersOf(headers)).toBe(sentHeadersOf(headers));
  expect(sentHeadersOf(headers).key).toBe(sentHeadersOf({ ...headers }).key);
  expect(sentHeadersOf(headers).key).not.toBe(sentHeadersOf({}).key);
});
