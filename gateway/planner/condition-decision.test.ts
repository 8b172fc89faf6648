import { describe, expect, test } from '@jest/globals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { conditionVariables, decideConditions } from './condition-decision.ts';

function decide(text: string, conditions: Readonly<Record<string, boolean>>): string | undefined {
  const decided = decideConditions(parse(text), conditions);
  return decided && stripIgnoredCharacters(print(decided));
}

describe('@skip and @include', () => {
  test('are decided on fields, spreads and inline fragments, wherever they stand', () => {
    const text = `query ($a: Boolean!, $b: Boolean!) {
      one @skip(if: $a) two @include(if: $b) @skip(if: $a) three(x: 1) @include(if: true)
      ... on Query @include(if: $b) { four }
      ...F @skip(if: $b)
    }
    fragment F on Query { five @skip(if: $a) six }`;
    expect(decide(text, { a: false, b: true })).toBe(
      'query($a:Boolean!$b:Boolean!){one two three(x:1)...on Query{four}}fragment F on Query{five six}',
    );
    expect(decide(text, { a: true, b: false })).toBe(
      'query($a:Boolean!$b:Boolean!){three(x:1)...F}fragment F on Query{six}',
    );
  });

  test('leave a field whose whole selection is out with its type, for it may be null or not', () => {
    const text = 'query ($a: Boolean!) { one { two @skip(if: $a) ... @skip(if: $a) { three } } }';
    expect(decide(text, { a: true })).toBe('query($a:Boolean!){one{__typename}}');
  });

  test('drop fragments that come to nothing, and keep their definitions valid', () => {
    const text =
      'query ($a: Boolean!) { one { two ... on T { ...F } ... on T { x @skip(if: $a) } } } fragment F on T { x @skip(if: $a) }';
    expect(decide(text, { a: true })).toBe('query($a:Boolean!){one{two ...on T{...F}}}fragment F on T{__typename}');
  });

  test('may leave nothing of the operation', () => {
    expect(decide('query ($a: Boolean!) { one @skip(if: $a) ... { two @skip(if: $a) } }', { a: true })).toBeUndefined();
  });

  test('go, and with them what other directives there are', () => {
    const text = 'query ($a: Boolean!) { one @mark(if: $a) @skip(if: $a) ... on T @mark { two @mark } }';
    expect(decide(text, { a: false })).toBe('query($a:Boolean!){one ...on T{two}}');
  });

  test('name the variables that they look at, each once', () => {
    const text =
      'query ($a: Boolean!, $b: Boolean!, $c: Int) { x(c: $c) @skip(if: $b) y @include(if: $a) @skip(if: $b) z @skip(if: false) }';
    expect(conditionVariables(parse(text))).toEqual(['b', 'a']);
  });
});
