import { expect, test } from '@jest/globals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { rootParts } from './root-parts.ts';

const partsOf = (text: string) => rootParts(parse(text))?.map((part) => stripIgnoredCharacters(print(part)));

test('a query comes apart by the keys of its root, wherever these stand', () => {
  expect(partsOf('query Q($a:Int){x{id}...on Query{y(a:$a)...on Query{x{name}}}}fragment F on T{id}')).toEqual([
    'query Q($a:Int){x{id}...on Query{...on Query{x{name}}}}fragment F on T{id}',
    'query Q($a:Int){...on Query{y(a:$a)}}fragment F on T{id}',
  ]);
});

test('one key is one part, and what is no query is not taken apart', () => {
  expect(partsOf('{x{id}x{name}}')).toBeUndefined();
  expect(partsOf('mutation{x y}')).toBeUndefined();
});
