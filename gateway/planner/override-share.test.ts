import { expect, test } from '@jest/globals';
import { createOverrideShare } from './override-share.ts';

const supergraph = `
  a: Int @join__field(graph: NEW, override: "old", overrideLabel: "percent(25)")
  b: Int @join__field(graph: NEW, override: "old", overrideLabel: "percent(7.5)")
  c: Int @join__field(graph: NEW, override: "old", overrideLabel: "percent(25)")
  d: Int @join__field(graph: NEW, override: "old", overrideLabel: "some-label")
`;

function draws(count: number): Map<number, number> {
  let drawn = 0;
  const share = createOverrideShare(supergraph, () => drawn++ / count);
  const counts = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const percentage = share.draw();
    counts.set(percentage, (counts.get(percentage) ?? 0) + 1);
  }
  return counts;
}

test('each percentage moves its share of the requests, with one plan per set of moved fields', () => {
  // At 0 the fields of 7.5 and of 25 percent move, at 7.5 only those of 25, at 25 none.
  expect([...draws(1000)]).toEqual([
    [0, 75],
    [7.5, 175],
    [25, 750],
  ]);
});

test('a supergraph without percentages needs one plan', () => {
  expect(createOverrideShare('type Query { a: Int }').draw()).toBe(0);
});
