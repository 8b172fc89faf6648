import { describe, expect, test } from '@jest/globals';
import { indexedText, wordsOf } from './text-words.ts';
import { tellingWords } from './word-sample.ts';

describe('the words of a text', () => {
  test('are pairs of neighbouring characters of Chinese, and words of other scripts', () => {
    expect([...wordsOf('老旧小区')]).toEqual([
      ['h800165e7', 1],
      ['h65e75c0f', 1],
      ['h5c0f533a', 1],
    ]);
    expect([...wordsOf('电梯，电梯').entries()]).toEqual([['h753568af', 2]]);
    expect(wordsOf('LED led').get('w006c00650064')).toBe(2);
    expect([...wordsOf('5G 2026').keys()]).toEqual(['w00350067', 'w0032003000320036']);
  });

  test('are the same in full width and compatibility forms, and whole beyond the first plane', () => {
    expect(wordsOf('ＬＥＤ')).toEqual(wordsOf('led'));
    expect([...wordsOf('𠮷野').keys()]).toEqual(['h20bb791ce']);
  });

  test.each(['', ' ', '\n', '路', '👍', '👍🏽👍', '，。', '"*^():-', 'a', '\u0000', '\ud800'])('%j has none', (text) => {
    expect(wordsOf(text).size).toBe(0);
  });

  test.each(['NEAR(a b)', 'OR AND NOT', '"quoted" +plus -minus ~tilde *', 'words:x', "'; drop table suggestion; --"])(
    'of %j are nothing but ASCII letters and digits that no database takes for an operator',
    (text) => {
      for (const word of wordsOf(text).keys()) expect(word).toMatch(/^[hw][0-9a-f]{8,}$/);
    },
  );

  test('are no more than a database takes, each no longer', () => {
    const all = [...wordsOf('x'.repeat(10_000)).keys()];
    expect(all).toHaveLength(1);
    expect(all[0]!.length).toBeLessThan(84);
    const many = Array.from({ length: 5_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(wordsOf(many).size).toBe(2_000);
  });

  test('of a title stand twice in what is indexed', () => {
    const words = indexedText({ title: '电梯', content: '加装电梯' }).split(' ');
    expect(words.filter((word) => word === 'h753568af')).toHaveLength(2);
    expect(new Set(words).size).toBe(3);
  });
});

describe('the words by which to look', () => {
  const held = (text: string, holders: number) => [...wordsOf(text).keys()].map((word) => [word, holders] as const);
  const sample = {
    size: 1_000,
    holding: new Map([...held('关于的建议', 990), ...held('公园', 300), ...held('电梯', 30)]),
  };

  test('are those that tell cases apart, not those that stand in most of them', () => {
    expect(tellingWords('关于公园电梯的建议', sample).sort()).toEqual(
      [...wordsOf('于公').keys(), ...wordsOf('园电梯的').keys()].sort(),
    );
    expect(tellingWords('公园公园', sample)).toEqual([...wordsOf('园公').keys(), ...wordsOf('公园').keys()]);
    expect(tellingWords('关于建议', sample)).toEqual([...wordsOf('于建').keys()]);
    expect(tellingWords('关于，建议', sample)).toEqual([...wordsOf('关于，建议').keys()]);
    expect(tellingWords('', sample)).toEqual([]);
  });

  test('are all that a text has where there are few cases to judge by', () => {
    const few = { size: 20, holding: new Map(held('关于的建议', 20)) };
    expect(tellingWords('关于建议', few)).toHaveLength(3);
  });

  test('are few, however long the text is', () => {
    const text = Array.from({ length: 3_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(tellingWords(text, { size: 0, holding: new Map() })).toHaveLength(12);
  });
});
