/**
 * Counts the mutations that have come back through this gateway. Shared reads have the count in their key, so that a
 * client who has just changed something never gets an answer that was asked for before the change.
 */
export interface ReadEpoch {
  current(): number;
  advance(): void;
}

export function createReadEpoch(): ReadEpoch {
  let count = 0;
  return { current: () => count, advance: () => void (count += 1) };
}
