import { Migration } from '@mikro-orm/migrations';

export class M0012CaseSteps extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_step` (`suggestion_id` varchar(64) not null, `version` int unsigned not null, `act` varchar(32) not null, `person` varchar(64) null, `reason` text null, `salt` varchar(32) not null, primary key (`suggestion_id`, `version`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
  }
}
