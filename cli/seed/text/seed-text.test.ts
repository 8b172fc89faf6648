import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { caseLevels } from '../../../shared/lifecycle/congress-level.ts';
import { inventDeputyName } from './deputy-names.ts';
import { organsForTopic, organsOf } from './organs.ts';
import { evaluationComments, notAcceptedReasons, replies, withdrawnReasons } from './replies.ts';
import { createRandom } from './seeded-random.ts';
import { isPlausibleIn } from './topic.ts';
import { topics } from './topics.ts';

describe('createRandom', () => {
  test('gives the same for the same seed and something else for another', () => {
    const draw = (seed: number | string) => Array.from({ length: 50 }, createRandom(seed).next);
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).toEqual(draw('42'));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw('42:deputies')).not.toEqual(draw('42:suggestions'));
  });

  test('is pinned, so that an upgrade cannot change the demo records unseen', () => {
    const random = createRandom(42);
    expect([random.int(0, 999), random.int(0, 999), random.int(0, 999)]).toEqual([700, 52, 574]);
    expect(random.shuffle([1, 2, 3, 4, 5])).toEqual([3, 5, 1, 4, 2]);
  });

  test('spreads evenly, reaches both ends of a span and keeps to chances', () => {
    const random = createRandom('spread');
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) counts[random.int(0, 9)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.3)).filter(Boolean).length;
    expect(Math.abs(hits - 3_000)).toBeLessThan(200);
  });

  test('shuffles a copy, and picks from nothing with an error', () => {
    const random = createRandom(1);
    const items = Object.freeze(Array.from({ length: 100 }, (_, index) => index));
    const shuffled = random.shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((left, right) => left - right)).toEqual(items);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

describe('invented deputies', () => {
  const names = (seed: string) => {
    const random = createRandom(seed);
    return Array.from({ length: 200_000 }, () => inventDeputyName(random));
  };

  test('are the same for a seed, many, and never one of the real deputies', () => {
    const drawn = names('deputies');
    expect(names('deputies')).toEqual(drawn);
    expect(new Set(drawn).size).toBeGreaterThan(50_000);
    for (const name of new Set(drawn)) expect(name).toMatch(/^\p{Script=Han}{3}$/u);
    expect(drawn).not.toContain('于桂芳');
    expect(drawn).not.toContain('宋贵森');
  });
});

describe('topics', () => {
  test('are at least eleven, most of them from the review, each with an id of its own', () => {
    expect(topics.filter(({ isFromReview }) => isFromReview).length).toBeGreaterThanOrEqual(11);
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    for (const { id } of topics) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test.each(topics.map((topic) => [topic.id, topic] as const))(
    '%s has titles of 10 to 40 characters for every place',
    (_, topic) => {
      expect(new Set(topic.titles('道里区')).size).toBeGreaterThanOrEqual(8);
      for (const place of placesOfHarbin()) {
        const lengths = topic.titles(place).map((title) => Array.from(title).length);
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(10);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(40);
        expect(topic.titles(place).every((title) => title.includes(place))).toBe(true);
      }
    },
  );

  test.each(topics.map((topic) => [topic.id, topic] as const))(
    '%s has contents and organs on every level',
    (_, topic) => {
      const contents = topic.contents('兆麟街道');
      expect(new Set(contents).size).toBeGreaterThanOrEqual(6);
      for (const content of contents) expect(content).toMatch(/^.{60,400}$/u);
      for (const level of caseLevels) {
        const organs = organsForTopic(topic.organs, level, '道里区');
        expect(organs.length).toBeGreaterThan(0);
        expect(organsOf(level, '道里区')).toEqual(expect.arrayContaining(organs));
      }
    },
  );

  test('name no real deputy', () => {
    const text = JSON.stringify(topics.map((topic) => [topic.titles('宾县'), topic.contents('宾县')]));
    expect(text).not.toMatch(/于桂芳|宋贵森/);
  });

  test('fit the place: no pesticide in a street, no lifts in a village', () => {
    const idsIn = (kind: 'STREET' | 'TOWN' | 'DISTRICT') =>
      topics.filter((topic) => isPlausibleIn(topic, kind)).map(({ id }) => id);
    expect(idsIn('STREET')).not.toContain('pesticide-packaging');
    expect(idsIn('TOWN')).not.toContain('elevator-retrofit');
    expect(idsIn('DISTRICT')).toHaveLength(topics.length);
  });
});

test('an organ below the city bears the name of its place', () => {
  expect(organsOf('CITY', '哈尔滨市')).toContainEqual({ id: 'civil-affairs', name: '市民政局' });
  expect(organsOf('DISTRICT', '道里区')).toContainEqual({ id: 'civil-affairs', name: '道里区民政局' });
  expect(organsOf('TOWNSHIP', '太平镇')[0]).toEqual({ id: 'government', name: '太平镇人民政府' });
});

test('every category, reason and grade has texts that differ', () => {
  const context = { organ: '市民政局', topic: '社区养老', place: '道里区' };
  const lists = [
    ...Object.values(replies).map((texts) => texts(context)),
    ...Object.values(notAcceptedReasons),
    withdrawnReasons,
    ...Object.values(evaluationComments),
  ];
  for (const texts of lists) expect(new Set(texts).size).toBeGreaterThanOrEqual(2);
  const all = lists.flat();
  expect(new Set(all).size).toBe(all.length);
  for (const text of all) expect(text).toMatch(/^.{10,300}。$/u);
});

function placesOfHarbin(): string[] {
  return ['areas', 'streets'].flatMap((file) =>
    Array.from(
      readFileSync(new URL(`../../../data/harbin/${file}.csv`, import.meta.url), 'utf8').matchAll(/"([^"]+)"/g),
      ([, name]) => name!,
    ),
  );
}
