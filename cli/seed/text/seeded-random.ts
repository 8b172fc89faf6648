/** Chance that can be repeated: the same seed gives the same numbers in the same order on every machine. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** Throws a RangeError on an empty list. */
  pick<Item>(items: readonly Item[]): Item;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A new list in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/**
 * The sfc32 generator (Chris Doty-Humphrey, PractRand), 128 bits of state. A text as seed lets every kind of record have
 * a stream of its own, such as `42:deputies`, so that more records of one kind do not change those of another.
 */
export function createRandom(seed: number | string): Random {
  const draw = sfc32(hash(String(seed)));
  const next = (): number => draw() / 2 ** 32;
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new RangeError('Nothing can be picked from an empty list');
    return items[int(0, items.length - 1)] as Item;
  };
  return { next, int, pick, chance: (p) => next() < p, shuffle: (items) => shuffled(items, int) };
}

function sfc32(state: [number, number, number]): () => number {
  let [a, b, c] = state;
  let counter = 1;
  const draw = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first numbers still show how seeds resemble each other.
  for (let round = 0; round < 15; round++) draw();
  return draw;
}

/** Three FNV-1a hashes of the text, told apart by their start. */
function hash(text: string): [number, number, number] {
  const from = (start: number): number => {
    let value = start;
    for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
    return value | 0;
  };
  return [from(0x811c9dc5), from(0x9e3779b9), from(0x243f6a88)];
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], int: Random['int']): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = int(0, last);
    [result[last], result[other]] = [result[other] as Item, result[last] as Item];
  }
  return result;
}
