import type { EntityManager } from '../../database/open-database.ts';
import { wordsOf } from './text-words.ts';

/** In how many of some suggestions each word stands: by it words that tell cases apart are known from those that do not. */
export interface WordSample {
  readonly size: number;
  readonly holding: ReadonlyMap<string, number>;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
}

const sampleSize = 1_000;
const longestExcerpt = 600;

/** Reads the newest suggestions. What is common in them is common in all: which words are is all that is asked of it. */
export async function takeSample(em: EntityManager, takenAt: number): Promise<WordSample> {
  const rows = await em.execute<{ title: string; excerpt: string }[]>(
    `select title, substr(content, 1, ${longestExcerpt}) as excerpt from suggestion order by id desc limit ${sampleSize}`,
  );
  const holding = new Map<string, number>();
  for (const { title, excerpt } of rows) {
    for (const word of wordsOf(`${title}\n${excerpt}`).keys()) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  return { size: rows.length, holding, takenAt };
}

/** Words of each sort that a search takes at most: each one more costs time and tells less. */
const mostTerms = 12;
const mostCommonTerms = 2;

/** A word that stands in more of the cases than this finds much and says little. */
const commonShare = 0.1;

/** Words of the form itself, such as 关于 and 建议, stand in more than this: they would find everything. */
const formShare = 0.5;

/** Of fewer cases nothing follows, and all of them are found in no time. */
const leastCases = 200;

/**
 * The words of a text by which to look for its like, those that tell most first: those that some cases hold, and those
 * that no case of the sample holds, which cost little and tell most where one does. Common ones only where there is no
 * better one, and those of the form only where there is no other at all.
 */
export function tellingWords(text: string, { size, holding }: Pick<WordSample, 'size' | 'holding'>): string[] {
  const weighed = [...wordsOf(text)]
    .map(([word, times]) => {
      const share = ((holding.get(word) ?? 0) + 0.5) / (size + 1);
      return { word, sort: sortOf(word, { size, holding }), weight: -Math.log(share) * (1 + Math.log(times)) };
    })
    .sort((left, right) => right.weight - left.weight);
  const best = (sort: WordSort, most: number): string[] =>
    weighed
      .filter((word) => word.sort === sort)
      .slice(0, most)
      .map(({ word }) => word);
  const met = best('met', mostTerms);
  const words = [...met, ...best('unmet', mostTerms), ...(met.length > 0 ? [] : best('common', mostCommonTerms))];
  return words.length > 0 ? words : best('form', mostCommonTerms);
}

type WordSort = 'met' | 'unmet' | 'common' | 'form';

function sortOf(word: string, { size, holding }: Pick<WordSample, 'size' | 'holding'>): WordSort {
  const holders = holding.get(word) ?? 0;
  if (holders === 0) return 'unmet';
  if (size < leastCases || holders <= commonShare * size) return 'met';
  return holders <= formShare * size ? 'common' : 'form';
}
