import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { createNativePlanner } from './native.planner.ts';
import { PlannerEnded } from './plan.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires"])`;
const compose = (typeDefs: Readonly<Record<string, string>>) =>
  composeSupergraph(
    Object.entries(typeDefs).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, sdl: `${link} ${sdl}` })),
  );

/** The planner panics where a field of a type with several keys is required of a subgraph that lacks one of them. */
const deadly = compose({
  kennels: 'type Query { dog: Dog } type Dog @key(fields: "id") { id: ID! }',
  register: 'type Dog @key(fields: "id") @key(fields: "tag") { id: ID! tag: ID! years: Int }',
  vets: `type Dog @key(fields: "id") @key(fields: "tag") {
    id: ID! tag: ID! years: Int @external dose: Int @requires(fields: "years") }`,
});
const order = (text: string) => ({ text, operationName: undefined, percentage: 0 });

describe('the native planner', () => {
  test('ends its own process over some operations, and plans all others in a new one', async () => {
    const plan = createNativePlanner(deadly);
    const [before, over, after] = await Promise.allSettled(
      ['{dog{id}}', '{dog{dose}}', '{dog{years}}'].map((text) => plan(order(text))),
    );
    expect(before).toMatchObject({ value: { root: { kind: 'Fetch', serviceName: 'kennels' } } });
    expect(over).toMatchObject({ reason: expect.any(PlannerEnded) });
    expect(over).toMatchObject({ reason: { message: expect.stringMatching(/ended with SIGABRT: .*panicked/) } });
    expect(after).toMatchObject({ value: { root: { kind: 'Sequence' } } });
  });

  test('plans for many graphs, also for one that it had to forget', async () => {
    const planners = Array.from({ length: 6 }, (_, index) =>
      createNativePlanner(compose({ [`s${index}`]: `type Query { f${index}: Int }` })),
    );
    for (const round of [0, 1]) {
      for (const [index, plan] of planners.entries()) {
        const { root } = await plan(order(`{f${index}}`));
        expect({ round, root }).toMatchObject({ round, root: { serviceName: `s${index}` } });
      }
    }
  });

  test('says what it cannot plan', async () => {
    await expect(createNativePlanner(deadly)(order('{nothing}'))).rejects.toThrow('nothing');
    await expect(createNativePlanner('no GraphQL')(order('{a}'))).rejects.toThrow();
  });

  test('plans the operations of the product', async () => {
    const folder = join(import.meta.dirname, '..', '..', 'schema');
    const plan = createNativePlanner(await readFile(join(folder, 'supergraph.graphql'), 'utf8'));
    const text = await readFile(join(folder, 'operations', 'suggestion-board.graphql'), 'utf8');
    expect((await plan(order(text))).root).toMatchObject({ kind: 'Sequence' });
  });
});
