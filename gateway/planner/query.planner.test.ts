import { afterEach, describe, expect, test } from '@jest/globals';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { readSupergraph } from '../supergraph/supergraph.schema.ts';
import type { PlanningFallback } from './planning.ts';
import { createQueryPlanner, type QueryPlanner } from './query.planner.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires"])`;
const authors = `type Query { author: Author } type Author @key(fields: "id") { id: ID! pen: String! }`;
const books = `
  type Author @key(fields: "id") { id: ID! pen: String! @external works: [Book!]! cover: String @requires(fields: "pen") }
  type Book @key(fields: "isbn") { isbn: ID! by: Author }
`;
const supergraphSdl = composeSupergraph(
  Object.entries({ authors, books }).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, sdl: link + sdl })),
);

const planners: QueryPlanner[] = [];
afterEach(async () => {
  await Promise.all(planners.splice(0).map((planner) => planner.stop()));
});

function start(cacheSize = 10): { planner: QueryPlanner; fallbacks: PlanningFallback[] } {
  const fallbacks: PlanningFallback[] = [];
  const onFallback = (fallback: PlanningFallback) => fallbacks.push(fallback);
  const planner = createQueryPlanner(readSupergraph(supergraphSdl), { cacheSize, onFallback });
  planners.push(planner);
  return { planner, fallbacks };
}

/** The native planner fails on it. */
const difficult = '{author{works{by{cover}}}}';

describe('the query planner', () => {
  test('plans an operation once, also when it is asked for twice at once', async () => {
    const { planner } = start();
    const plans = await Promise.all([
      planner.plan('{author{pen}}', undefined, {}),
      planner.plan('{author{pen}}', undefined, { unused: 1 }),
    ]);
    expect(plans[0].root).toMatchObject({ kind: 'Fetch', serviceName: 'authors' });
    expect(plans[1]).toBe(plans[0]);
  });

  test('has one plan for each way in which conditions come out', async () => {
    const { planner } = start();
    const text = 'query($a:Boolean!){author{pen works@include(if:$a){isbn}}}';
    const [without, again, withWorks] = await Promise.all(
      [false, false, true].map((a) => planner.plan(text, undefined, { a })),
    );
    expect(again).toBe(without);
    expect(without?.root).toMatchObject({ kind: 'Fetch', serviceName: 'authors' });
    expect(withWorks?.root).toMatchObject({ kind: 'Sequence' });
    expect(
      (await planner.plan('query($a:Boolean!){author@skip(if:$a){pen}}', undefined, { a: true })).root,
    ).toBeUndefined();
  });

  test('however many variables decide on them', async () => {
    const { planner } = start();
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const fields = names.map((name) => `${name}:author@skip(if:$${name}){pen}`);
    const text = `query(${names.map((name) => `$${name}:Boolean!`).join()}){${fields.join(' ')}}`;
    const plan = await planner.plan(text, undefined, Object.fromEntries(names.map((name) => [name, name !== 'v3'])));
    expect(plan.root).toMatchObject({ kind: 'Fetch', operation: '{v3: author{pen}}' });
  });

  test('leaves what the native planner cannot plan to the other one, and says so once', async () => {
    const { planner, fallbacks } = start();
    const plans = await Promise.all([difficult, difficult].map((text) => planner.plan(text, undefined, {})));
    expect(plans[1]).toBe(plans[0]);
    expect(plans[0]?.root).toMatchObject({
      kind: 'Sequence',
      nodes: [
        { kind: 'Fetch', serviceName: 'authors' },
        { kind: 'Flatten', path: [{ Field: 'author' }], node: { serviceName: 'books' } },
        { kind: 'Flatten', node: { serviceName: 'authors' } },
        {
          kind: 'Flatten',
          path: [{ Field: 'author' }, { Field: 'works' }, '@', { Field: 'by' }],
          node: {
            kind: 'Fetch',
            serviceName: 'books',
            requires: [{ kind: 'InlineFragment', typeCondition: 'Author' }],
          },
        },
      ],
    });
    expect(fallbacks).toEqual([{ operation: difficult, way: 'apollo', faults: [expect.stringContaining('native: ')] }]);
  });

  test('rejects what no planner can plan, every time', async () => {
    const { planner, fallbacks } = start();
    for (let time = 0; time < 2; time += 1) {
      await expect(planner.plan('{nothing}', undefined, {})).rejects.toMatchObject({
        extensions: { code: 'OPERATION_NOT_PLANNED' },
      });
    }
    const faults = [expect.stringContaining('native: '), expect.stringContaining('apollo: ')];
    expect(fallbacks[0]).toEqual({ operation: '{nothing}', way: undefined, faults });
  });

  test('gives up what the other planner is at when it is stopped', async () => {
    const { planner } = start();
    const plan = planner.plan(difficult, undefined, {});
    plan.catch(() => undefined);
    await planner.plan('{author{pen}}', undefined, {});
    await planner.stop();
    await expect(plan).rejects.toThrow('no way to all of its fields');
  });

  test('tells the hottest operations, and another planner plans them ahead', async () => {
    const { planner } = start();
    const often = 'query($a:Boolean!){author{pen@skip(if:$a)}}';
    for (const a of [true, false, true]) await planner.plan(often, undefined, { a });
    await planner.plan('query Once{author{id}}', 'Once', {});
    await planner.plan('{author{id pen}}', undefined, {});
    await planner.plan('{author{id pen}}', undefined, {});
    const hottest = planner.hottest(2);
    expect(hottest.map(({ text, hits }) => [text, hits])).toEqual([
      [often, 3],
      ['{author{id pen}}', 2],
    ]);

    const { planner: next } = start();
    await Promise.all(hottest.map((operation) => next.warm(operation)));
    expect(next.hottest(9).map(({ text, hits, variants }) => [text, hits, variants.length])).toEqual([
      [often, 1, 2],
      ['{author{id pen}}', 1, 1],
    ]);
  });

  test('forgets the operation that was not asked for the longest', async () => {
    const { planner } = start(2);
    for (const field of ['id', 'pen', 'id', '__typename']) await planner.plan(`{author{${field}}}`, undefined, {});
    expect(planner.hottest(9).map(({ text }) => text)).toEqual(['{author{id}}', '{author{__typename}}']);
  });
});
