import { Migration } from '@mikro-orm/migrations';

export class M0002Clock extends Migration {
  override up(): void {
    this.addSql(
      'create table `clock_notice` (`suggestion_id` varchar(64) not null, `kind` varchar(16) not null, `due_on` varchar(10) not null, `given_at` varchar(24) not null, primary key (`suggestion_id`, `kind`, `due_on`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `lease` (`name` varchar(64) not null, `holder` varchar(36) not null, `expires_at` bigint not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `suggestion` add index `suggestion_clock_index` (`status`, `due_on`, `id`)');
  }
}
