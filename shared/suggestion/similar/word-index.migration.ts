import { Migration } from '@mikro-orm/migrations';
import type { EntityManager } from '../../database/open-database.ts';
import { indexAllWords } from './word-index.ts';

/** Makes the index that suggestions are found by; it is derived, and filled from the texts that are there. */
abstract class WordIndexMigration extends Migration {
  protected abstract readonly statements: readonly string[];

  override async up(): Promise<void> {
    for (const statement of this.statements) await this.execute(statement);
    // The driver is one of the house's, whatever its type says here.
    await indexAllWords(this.getEntityManager() as unknown as EntityManager);
  }
}

export class SqliteWordIndex extends WordIndexMigration {
  protected override readonly statements = [
    'create table `suggestion_words_key` (`number` integer not null primary key, `suggestion_id` text not null unique)',
    "create virtual table `suggestion_words` using fts5 (`words`, content = '', contentless_delete = 1, tokenize = 'ascii')",
  ];
}

export class MySqlWordIndex extends WordIndexMigration {
  protected override readonly statements = [
    'create table `suggestion_words` (`suggestion_id` varchar(64) character set utf8mb4 collate utf8mb4_bin not null, `words` mediumtext character set ascii collate ascii_bin not null, primary key (`suggestion_id`), fulltext index `suggestion_words_index` (`words`)) engine = InnoDB',
  ];
}
