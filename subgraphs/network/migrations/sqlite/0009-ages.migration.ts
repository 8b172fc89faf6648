import { Migration } from '@mikro-orm/migrations';

/** How old open cases are and how many were overturned is read from indexes of these few. */
export class Ages0009 extends Migration {
  override up(): void {
    this.addSql('create index suggestion_view_overturned_index on suggestion_view (overturned, city_code, id)');
    this.addSql('create index suggestion_view_open_index on suggestion_view (status, city_code, submitted_at, id)');
  }
}
