import { expect, test } from '@jest/globals';
import { largestPage, pageSize } from './page-request.ts';

test.each([
  [0, 0],
  [1, 1],
  [largestPage, largestPage],
  [undefined, 50],
  [null, 50],
])('a page of %s is one of %i', (first, size) => {
  expect(pageSize(first, 50)).toBe(size);
});

test.each([-1, largestPage + 1, 100_000, 1.5, Number.NaN, Infinity, -Infinity])('a page of %d is refused', (first) => {
  expect(() => pageSize(first, 50)).toThrow(
    expect.objectContaining({ code: 'PAGE_SIZE_INVALID', message: expect.stringContaining(String(first)) }),
  );
});
