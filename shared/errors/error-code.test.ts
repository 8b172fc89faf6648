import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { ClientError } from './client-error.ts';
import { errorCodes, type ErrorCode } from './error-code.ts';

const codes = Object.keys(errorCodes) as ErrorCode[];

describe('docs/errors.md', () => {
  test('tells of every code once, with its status and meaning, in the order of the registry', async () => {
    const text = await readFile('docs/errors.md', 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` +\| +(\d+) +\| (.*?) +\|$/gm)].map(([, code, status, meaning]) => ({
      code,
      status: Number(status),
      meaning,
    }));
    expect(rows).toEqual(codes.map((code) => ({ code, ...errorCodes[code] })));
  });
});

describe('the registry of errors', () => {
  test.each(codes)('%s has an HTTP status of an error and a sentence', (code) => {
    const { status, meaning } = errorCodes[code];
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(meaning).toMatch(/^\S.*\.$/);
  });

  test('a client error carries its code, its status and details, and details cannot pose as the code', () => {
    const error = new ClientError('CONFLICT', 'Somebody was faster.', { currentVersion: 3, code: 'INTERNAL' });
    expect(error).toMatchObject({ code: 'CONFLICT', status: 409, message: 'Somebody was faster.' });
    expect(error.extensions).toEqual({ currentVersion: 3, code: 'CONFLICT' });
  });
});
