import { z } from 'zod';
import { isSqlite } from '../../database/dialect.ts';
import type { Database, EntityManager } from '../../database/open-database.ts';
import { privateStatuses, type SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import { allOf, noCondition, type SqlCondition } from '../../paging/child-pages.ts';
import { pageSize } from '../../paging/page-request.ts';
import type { RequestScope } from '../../subgraph/request-scope.ts';
import { parseInput } from '../act/act-input.ts';
import { openRows } from '../secrecy.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { suggestionLoaders } from '../suggestion.loader.ts';
import { takeSample, tellingWords, type WordSample } from './word-sample.ts';

export interface SimilarSuggestion {
  readonly suggestion: SuggestionRow;
  /** The database's own relevance, from 0; the higher the more alike, and comparable within one answer only. */
  readonly score: number;
}

export interface SimilarRequest {
  readonly text: string;
  /** Only of this division; of all that the level holds where it is left out. */
  readonly divisionCode: string | undefined;
  readonly first: number | null | undefined;
}

/** As long as a title and a content may be together. */
const longestText = 20_200;

const searchInput = z.object({
  text: z.string().max(longestText, `is longer than ${longestText} characters`),
});

const defaultCount = 10;

/**
 * Suggestions that read like a text, the most alike first: none where the text has no two characters in a row to look
 * for. Drafts, withdrawn and refused ones are left out, secret ones but for those who have part in them. Throws
 * INPUT_INVALID and PAGE_SIZE_INVALID.
 */
export async function similarSuggestions(
  scope: RequestScope,
  database: Database,
  { text, divisionCode, first }: SimilarRequest,
): Promise<SimilarSuggestion[]> {
  const limit = pageSize(first, defaultCount);
  parseInput(searchInput, { text });
  const words = tellingWords(text, await sampleOf(database, scope));
  if (words.length === 0 || limit === 0) return [];
  const inDivision =
    divisionCode === undefined ? noCondition : { sql: 'division_code = ?', parameters: [divisionCode] };
  const statement = searchStatement(scope.em, words, {
    where: allOf(isComparable, openRows(scope.actor), inDivision),
    limit,
  });
  const found = await scope.em.execute<{ id: string; score: number }[]>(statement.sql, [...statement.parameters]);
  const rows = await suggestionLoaders(scope).suggestion.loadMany(found.map(({ id }) => id));
  return found
    .flatMap(({ score }, index) => {
      const suggestion = rows[index];
      if (suggestion instanceof Error) throw suggestion;
      return suggestion ? [{ suggestion, score: Number(score) }] : [];
    })
    .sort((left, right) => right.score - left.score);
}

const leftOut: readonly SuggestionStatus[] = [...privateStatuses, 'NOT_ACCEPTED', 'WITHDRAWN'];
const isComparable: SqlCondition = {
  sql: `status not in (${leftOut.map(() => '?').join(', ')})`,
  parameters: leftOut,
};

/** Both databases give the rows in the order of relevance, so that those that are not wanted end nothing too early. */
export function searchStatement(
  em: EntityManager,
  words: readonly string[],
  { where, limit }: { readonly where: SqlCondition; readonly limit: number },
): SqlCondition {
  if (isSqlite(em)) {
    return {
      sql: `select suggestion.id as id, -bm25(suggestion_words) as score
        from suggestion_words cross join suggestion_words_key as indexed on indexed.number = suggestion_words.rowid
        cross join suggestion on suggestion.id = indexed.suggestion_id
        where suggestion_words match ? and ${where.sql} order by rank limit ${limit}`,
      parameters: [words.map((word) => `"${word}"`).join(' OR '), ...where.parameters],
    };
  }
  const query = words.join(' ');
  // An order of its own would fetch and sort every row that matches: the index gives them by relevance.
  return {
    sql: `select straight_join suggestion.id as id, match (found.words) against (?) as score
      from suggestion_words found join suggestion on suggestion.id = found.suggestion_id
      where match (found.words) against (?) and ${where.sql} limit ${limit}`,
    parameters: [query, query, ...where.parameters],
  };
}

/** Milliseconds for which a sample serves; one of few suggestions is soon another. */
const sampleAge = 600_000;
const smallSampleAge = 10_000;
const smallSample = 1_000;

const samples = new WeakMap<Database, Promise<WordSample>>();

async function sampleOf(database: Database, { clock }: RequestScope): Promise<WordSample> {
  const now = clock().getTime();
  const known = await samples.get(database)?.catch(() => undefined);
  if (known && now - known.takenAt < (known.size < smallSample ? smallSampleAge : sampleAge)) return known;
  const taken = takeSample(database.fork(), now);
  samples.set(database, taken);
  return taken;
}
