/** The fields that are a figure in every sample. */
export type FigureOf<Sample> = { [Key in keyof Sample]: Sample[Key] extends number ? Key : never }[keyof Sample];

/** NaN where there are no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

export function medianOf<Sample>(samples: readonly Sample[], figure: FigureOf<Sample>): number {
  return median(samples.map((sample) => Number(sample[figure])));
}

/** The median of each figure; empty where there are no samples. */
export function mediansOf(samples: readonly object[]): Readonly<Record<string, number>> {
  const figures = Object.entries(samples[0] ?? {}).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(
    figures.map(([name]) => [name, median(samples.map((sample) => Number((sample as Record<string, unknown>)[name])))]),
  );
}
