import { Migration } from '@mikro-orm/migrations';

/** What statistics count beyond states: the lengths of stages, and the indexes by which they are read. */
export class Statistics0003 extends Migration {
  override up(): void {
    this.addSql(`
      create table reached_status (
        suggestion_id varchar(64) not null,
        status varchar(32) not null,
        reached_at varchar(24) not null,
        primary key (suggestion_id, status)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    for (const stage of ['review', 'assign', 'reply', 'evaluate', 'close']) {
      this.addSql(`alter table suggestion_view add column ${stage}_seconds int null`);
    }
    this.addSql('create index suggestion_view_level_index on suggestion_view (level, status, id)');
    this.addSql('create index suggestion_view_year_index on suggestion_view (year, status, id)');
    this.addSql(
      `create index suggestion_view_statistics_index on suggestion_view (city_code, year, status, due_on, category, round, process_satisfied, process_graded, result_satisfied, result_graded, review_seconds, assign_seconds, reply_seconds, evaluate_seconds, close_seconds)`,
    );
  }
}
