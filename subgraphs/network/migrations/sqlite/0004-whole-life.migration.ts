import { Migration } from '@mikro-orm/migrations';

/** What lists and statistics tell of a suggestion's whole life. Fifteen days are what every case had until now. */
export class WholeLife0004 extends Migration {
  override up(): void {
    this.addSql('alter table suggestion_view add column due_soon_on text null');
    this.addSql('alter table suggestion_view add column key_leader text null');
    this.addSql('alter table suggestion_view add column overturned integer not null default 0');
    this.addSql("update suggestion_view set due_soon_on = date(due_on, '-15 day') where due_on is not null");
    this.addSql('drop index suggestion_view_statistics_index');
    this.addSql(
      'create index suggestion_view_statistics_index on suggestion_view (city_code, year, status, due_on, due_soon_on, category, round, process_satisfied, process_graded, result_satisfied, result_graded, review_seconds, assign_seconds, reply_seconds, evaluate_seconds, close_seconds)',
    );
  }
}
