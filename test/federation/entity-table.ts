type Row = Readonly<Record<string, unknown>>;

/** A `__resolveReference` that finds the row with the same values in `keys`, or nothing. */
export function findBy<Found extends Row>(rows: readonly Found[], ...keys: readonly string[]) {
  return (reference: Row): Found | null =>
    rows.find((row) => keys.every((key) => String(row[key]) === String(reference[key]))) ?? null;
}
