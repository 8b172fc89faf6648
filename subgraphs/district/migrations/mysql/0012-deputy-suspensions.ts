import { Migration } from '@mikro-orm/migrations';

export class M0012DeputySuspensions extends Migration {
  override up(): void {
    this.addSql(
      'create table `deputy_suspension` (`division_code` varchar(12) not null, `deputy_id` varchar(64) not null, `position` int unsigned not null, `reason` text not null, `suspended_at` varchar(24) not null, `ended_at` varchar(24) null, `end_reason` text null, primary key (`division_code`, `deputy_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
  }
}
