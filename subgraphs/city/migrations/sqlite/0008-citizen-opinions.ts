import { Migration } from '@mikro-orm/migrations';

export class M0008CitizenOpinions extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_opinion` (`opinion_id` text not null primary key, `suggestion_id` text not null)',
    );
    this.addSql(
      'create index `suggestion_opinion_suggestion_index` on `suggestion_opinion` (`suggestion_id`, `opinion_id`)',
    );
  }
}
