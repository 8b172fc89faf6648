import { Migration } from '@mikro-orm/migrations';

/** What lists and statistics tell of a suggestion's whole life. Fifteen days are what every case had until now. */
export class WholeLife0004 extends Migration {
  override up(): void {
    this.addSql('alter table suggestion_view add column due_soon_on varchar(10) null');
    this.addSql('alter table suggestion_view add column key_leader varchar(50) null');
    this.addSql('alter table suggestion_view add column overturned int not null default 0');
    this.addSql(
      "update suggestion_view set due_soon_on = date_format(date_sub(due_on, interval 15 day), '%Y-%m-%d') where due_on is not null",
    );
    this.addSql('drop index suggestion_view_statistics_index on suggestion_view');
    this.addSql(
      'create index suggestion_view_statistics_index on suggestion_view (city_code, year, status, due_on, due_soon_on, category, round, process_satisfied, process_graded, result_satisfied, result_graded, review_seconds, assign_seconds, reply_seconds, evaluate_seconds, close_seconds)',
    );
  }
}
