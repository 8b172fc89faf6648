import type { Random } from '../text/seeded-random.ts';

export interface Weighted {
  readonly weight: number;
}

/** Whole numbers in proportion to the weights, which add up to `total` (largest remainder). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const counts = exact.map(Math.floor);
  const missing = total - counts.reduce((left, right) => left + right, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  for (const { index } of byRemainder.slice(0, missing)) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

/** `total` items in proportion to their weights, shuffled: chance decides the order, not how many there are. */
export function dealt<Item extends Weighted>(items: readonly Item[], total: number, random: Random): Item[] {
  const counts = apportion(
    total,
    items.map(({ weight }) => weight),
  );
  return random.shuffle(items.flatMap((item, index) => Array.from({ length: counts[index] ?? 0 }, () => item)));
}
