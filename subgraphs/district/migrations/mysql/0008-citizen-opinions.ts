import { Migration } from '@mikro-orm/migrations';

export class M0008CitizenOpinions extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_opinion` (`opinion_id` varchar(64) not null, `suggestion_id` varchar(64) not null, primary key (`opinion_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `suggestion_opinion` add index `suggestion_opinion_suggestion_index` (`suggestion_id`, `opinion_id`)',
    );
  }
}
