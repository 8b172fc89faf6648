import { Migration } from '@mikro-orm/migrations';

/** What statistics count beyond states: the lengths of stages, and the indexes by which they are read. */
export class Statistics0003 extends Migration {
  override up(): void {
    this.addSql(`
      create table reached_status (
        suggestion_id text not null,
        status text not null,
        reached_at text not null,
        primary key (suggestion_id, status)
      )`);
    for (const stage of ['review', 'assign', 'reply', 'evaluate', 'close']) {
      this.addSql(`alter table suggestion_view add column ${stage}_seconds integer null`);
    }
    this.addSql('create index suggestion_view_level_index on suggestion_view (level, status, id)');
    this.addSql('create index suggestion_view_year_index on suggestion_view (year, status, id)');
    this.addSql(
      `create index suggestion_view_statistics_index on suggestion_view (city_code, year, status, due_on, category, round, process_satisfied, process_graded, result_satisfied, result_graded, review_seconds, assign_seconds, reply_seconds, evaluate_seconds, close_seconds)`,
    );
  }
}
