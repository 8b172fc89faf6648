import { expect, test } from '@jest/globals';
import { createAnswer, type HttpAnswer } from './http.answer.ts';
import { createSharedAnswers, type AnswerKey } from './shared.answers.ts';

const answer = createAnswer({ status: 200, type: 'application/json', text: '{}' });
const key = (scope: string, text: string): AnswerKey => ({ scope, bytes: Buffer.from(text) });

test('whoever sends the same bytes in the same scope while an answer is under way gets that answer', async () => {
  const shared = createSharedAnswers();
  const work = Promise.withResolvers<HttpAnswer>();
  const led = shared.lead(key('a', '{}'), () => work.promise);
  expect(shared.join(key('a', '{}'))).toBe(led);
  expect(shared.join(key('b', '{}'))).toBeUndefined();
  expect(shared.join(key('a', '{ }'))).toBeUndefined();
  work.resolve(answer);
  expect(await led).toBe(answer);
  expect(shared.join(key('a', '{}'))).toBeUndefined();
});

test('an answer that fails is forgotten too', async () => {
  const shared = createSharedAnswers();
  await expect(shared.lead(key('a', '{}'), () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(shared.join(key('a', '{}'))).toBeUndefined();
});

test('requests that differ in their scope only are told apart, and past a number of them each works by itself', async () => {
  const shared = createSharedAnswers();
  const works = Array.from({ length: 10 }, () => Promise.withResolvers<HttpAnswer>());
  const led = works.map(({ promise }, index) => shared.lead(key(String(index), '{}'), () => promise));
  const joined = led.map((_answer, index) => shared.join(key(String(index), '{}')));
  for (const [index, each] of joined.entries()) expect(each).toBe(index < 8 ? led[index] : undefined);
  for (const { resolve } of works) resolve(answer);
  await Promise.all(led);
});
