import { describe, expect, test } from '@jest/globals';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { createApolloPlanner } from './apollo.planner.ts';
import { PlannerEnded } from './plan.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])';
const sdl = `${link} type Query { dog: Dog cat: Int } type Dog @key(fields: "id") { id: ID! }`;
const supergraphSdl = composeSupergraph([{ name: 'zoo', url: 'http://zoo.invalid/', sdl }]);
const order = (text: string) => ({ text, operationName: undefined, percentage: 0 });

describe('the planner for what the native one cannot plan', () => {
  test('plans one operation after the other, and says what it cannot', async () => {
    const planner = createApolloPlanner(supergraphSdl);
    const [dog, none, cat] = await Promise.allSettled(
      ['{dog{id}}', '{none}', '{cat}'].map((text) => planner.plan(order(text))),
    );
    expect(dog).toMatchObject({ value: { root: { kind: 'Fetch', serviceName: 'zoo' } } });
    expect(none).toMatchObject({ reason: { message: expect.stringContaining('none') } });
    expect(cat).toMatchObject({ value: { root: { operation: '{cat}' } } });
    await planner.stop();
  });

  test.each([
    ['time', { time: 1, memory: 512 }, 'more than 1 ms'],
    ['memory', { time: 60_000, memory: 4 }, 'memory'],
  ])('is ended over each operation that takes it too much %s', async (_what, limits, message) => {
    const planner = createApolloPlanner(supergraphSdl, limits);
    const ended = await Promise.allSettled(['{dog{id}}', '{cat}'].map((text) => planner.plan(order(text))));
    for (const each of ended) {
      expect(each).toMatchObject({ reason: expect.any(PlannerEnded) });
      expect(each).toMatchObject({ reason: { message: expect.stringContaining(message) } });
    }
    await planner.stop();
  });

  test('gives up what it has not planned when it is stopped', async () => {
    const planner = createApolloPlanner(supergraphSdl);
    const given = Promise.allSettled(['{dog{id}}', '{cat}'].map((text) => planner.plan(order(text))));
    await planner.stop();
    for (const each of await given) expect(each).toMatchObject({ reason: expect.any(PlannerEnded) });
  });
});
