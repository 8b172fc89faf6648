import { Migration } from '@mikro-orm/migrations';

/** Which suggestions were made of citizens' opinions. */
export class CitizenOpinions0008 extends Migration {
  override up(): void {
    this.addSql('create table opinion_suggestion (opinion_id text not null primary key, suggestion_id text not null)');
    this.addSql('create index opinion_suggestion_suggestion_index on opinion_suggestion (suggestion_id)');
  }
}
