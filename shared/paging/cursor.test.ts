import { describe, expect, test } from '@jest/globals';
import { createCursorCodec, type CursorValue } from './cursor.ts';

const codec = createCursorCodec('a secret of this installation');
const scope = 'District.townships';

const refused = expect.objectContaining({ code: 'CURSOR_INVALID' });

describe('a cursor', () => {
  test.each<[readonly CursorValue[]]>([
    [[]],
    [['230102001']],
    [['兆麟街道', 12, null]],
    [['𠮷', -1, 0.5]],
    [['"\\\u0000', Number.MAX_SAFE_INTEGER]],
  ])('brings back %j', (values) => {
    expect(codec.decode(scope, codec.encode(scope, values))).toEqual(values);
  });

  test('is a text that goes into a URL as it is', () => {
    expect(codec.encode(scope, ['兆麟街道????~~~', 1])).toMatch(/^[\w-]+$/);
  });

  test('of another field is refused, even of one whose name begins alike', () => {
    const cursor = codec.encode(scope, ['230102001']);
    for (const other of ['District.stations', 'District.township', 'District.townships|name', '', `${scope}\0`]) {
      expect(() => codec.decode(other, cursor)).toThrow(refused);
    }
  });

  test('of another secret is refused', () => {
    const cursor = createCursorCodec('the secret of another').encode(scope, ['230102001']);
    expect(() => codec.decode(scope, cursor)).toThrow(refused);
  });

  test('is refused with any one character changed, put in or taken out', () => {
    const cursor = codec.encode(scope, ['230102001', 7]);
    for (let index = 0; index < cursor.length; index += 1) {
      const other = cursor[index] === 'A' ? 'B' : 'A';
      const [before, after] = [cursor.slice(0, index), cursor.slice(index + 1)];
      for (const changed of [before + other + after, before + after, `${before}${other}${cursor.slice(index)}`]) {
        expect(() => codec.decode(scope, changed)).toThrow(refused);
      }
    }
  });

  test.each([
    '',
    ' ',
    'x',
    '=',
    '\u0000',
    '𠮷',
    '\ud800',
    'null',
    '[]',
    'A'.repeat(16),
    'A'.repeat(2_001),
    'A'.repeat(5_000_000),
  ])('cannot be made up (%#)', (cursor) => {
    expect(() => codec.decode(scope, cursor)).toThrow(refused);
  });

  test('is refused with white space or padding around it', () => {
    const cursor = codec.encode(scope, ['230102001']);
    for (const changed of [
      `${cursor} `,
      ` ${cursor}`,
      `${cursor}=`,
      `${cursor}\n`,
      cursor.replaceAll('-', '+').concat('=='),
    ]) {
      expect(() => codec.decode(scope, changed)).toThrow(refused);
    }
  });

  test('that is refused is answered with the field it was sent to, not with what was sent', () => {
    expect(() => codec.decode('Query.deputies', '<script>')).toThrow(/Query\.deputies/);
    expect(() => codec.decode('Query.deputies', '<script>')).not.toThrow(/<script>/);
  });
});
