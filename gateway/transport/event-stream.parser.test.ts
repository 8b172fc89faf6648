import { describe, expect, test } from '@jest/globals';
import { EventStreamParser, EventTooLarge } from './event-stream.parser.ts';

function parse(pieces: readonly (string | Buffer)[], maxEvent = 1_000) {
  const events: string[][] = [];
  let comments = 0;
  const parser = new EventStreamParser(
    { event: ({ event, data }) => events.push([event, data]), comment: () => (comments += 1) },
    maxEvent,
  );
  for (const piece of pieces) parser.feed(Buffer.from(piece));
  return { events, comments };
}

const stream = 'event: next\ndata: {"a":"代表"}\n\n: ping\n\nevent:complete\ndata:\n\n';
const events = [
  ['next', '{"a":"代表"}'],
  ['complete', ''],
];

describe('an event stream', () => {
  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('is read the same whatever its pieces, with lines that end in %s', (_name, end) => {
    const bytes = Buffer.from(stream.replaceAll('\n', end));
    expect(parse([bytes])).toEqual({ events, comments: 1 });
    for (let size = 1; size < 20; size += 1) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(parse(pieces)).toEqual({ events, comments: 1 });
    }
  });

  test('joins lines of data, takes one space after the colon away, and leaves the rest', () => {
    expect(parse(['data:  a\ndata\ndata: b: c\nid: 7\nretry: 1\nnonsense\n\n'])).toMatchObject({
      events: [['', ' a\n\nb: c']],
    });
  });

  test('has no event in empty lines, in an unfinished event, or in a byte order mark', () => {
    expect(parse(['\ufeff\n\n\r\n', ': \n\n', 'event: next\ndata: 1\n'])).toEqual({ events: [], comments: 1 });
  });

  test('takes events up to its limit, however many there are, and none above it', () => {
    const fits = `data: ${'a'.repeat(94)}\n\n`;
    expect(parse([fits.repeat(50)], 100).events).toHaveLength(50);
    expect(() => parse([`data: ${'a'.repeat(95)}\n\n`], 100)).toThrow(EventTooLarge);
    expect(() =>
      parse(
        Array.from({ length: 101 }, () => 'a'),
        100,
      ),
    ).toThrow(EventTooLarge);
    expect(() =>
      parse(
        Array.from({ length: 20 }, () => 'data: a\n'),
        100,
      ),
    ).toThrow(EventTooLarge);
    expect(
      parse(
        Array.from({ length: 500 }, () => ': ping\n'),
        100,
      ).comments,
    ).toBe(500);
  });
});
