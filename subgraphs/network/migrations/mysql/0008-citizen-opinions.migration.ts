import { Migration } from '@mikro-orm/migrations';

/** Which suggestions were made of citizens' opinions. */
export class CitizenOpinions0008 extends Migration {
  override up(): void {
    this.addSql(
      'create table opinion_suggestion (opinion_id varchar(64) not null, suggestion_id varchar(64) not null, primary key (opinion_id)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('create index opinion_suggestion_suggestion_index on opinion_suggestion (suggestion_id)');
  }
}
