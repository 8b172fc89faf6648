import { expect, test } from '@jest/globals';
import { RetryBudget } from './retry-budget.ts';

const options = { perRequest: 0.1, perSecond: 2, capacity: 3 };

function spendAll(budget: RetryBudget, now: number): number {
  let spent = 0;
  while (budget.trySpend(now)) spent += 1;
  return spent;
}

test('retries are bounded by what is saved up, and then by a share of the requests', () => {
  const budget = new RetryBudget({ ...options, capacity: 30 }, 0);
  expect(spendAll(budget, 0)).toBe(30);
  for (let request = 0; request < 105; request += 1) budget.earn();
  expect(spendAll(budget, 0)).toBe(10);
});

test('some retries a second are there without requests', () => {
  const budget = new RetryBudget(options, 1_000);
  expect(spendAll(budget, 1_000)).toBe(3);
  expect(spendAll(budget, 1_499)).toBe(0);
  expect(spendAll(budget, 1_500)).toBe(1);
  expect(spendAll(budget, 60_000)).toBe(3);
});
