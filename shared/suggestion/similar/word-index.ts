import { isSqlite } from '../../database/dialect.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { indexedText } from './text-words.ts';

/** Tables that the ORM does not know: a full-text index is another thing in each database. */
export const wordTables = /^suggestion_words/;

interface IndexedSuggestion {
  readonly id: string;
  readonly title: string;
  readonly content: string;
}

/** Brings what suggestions are found by up to their texts, in the transaction that writes them. */
export async function indexWords(em: EntityManager, suggestions: readonly IndexedSuggestion[]): Promise<void> {
  if (suggestions.length === 0) return;
  if (isSqlite(em)) {
    for (const suggestion of suggestions) await indexInSqlite(em, suggestion);
    return;
  }
  await em.execute(
    `insert into suggestion_words (suggestion_id, words) values ${suggestions.map(() => '(?, ?)').join(', ')}
     on duplicate key update words = values(words)`,
    suggestions.flatMap((suggestion) => [suggestion.id, indexedText(suggestion)]),
  );
}

/** The index keeps no texts and knows rows by numbers; a table beside it says whose they are. */
async function indexInSqlite(em: EntityManager, suggestion: IndexedSuggestion): Promise<void> {
  await em.execute('insert into suggestion_words_key (suggestion_id) values (?) on conflict do nothing', [
    suggestion.id,
  ]);
  await em.execute(
    `insert or replace into suggestion_words (rowid, words)
     values ((select number from suggestion_words_key where suggestion_id = ?), ?)`,
    [suggestion.id, indexedText(suggestion)],
  );
}

/** Suggestions that are read and written at once. */
const batchSize = 200;

/** Indexes all suggestions of a database. */
export async function indexAllWords(em: EntityManager): Promise<void> {
  for (let after = ''; ;) {
    const rows = await em.execute<IndexedSuggestion[]>(
      `select id, title, content from suggestion where id > ? order by id limit ${batchSize}`,
      [after],
    );
    await indexWords(em, rows);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
