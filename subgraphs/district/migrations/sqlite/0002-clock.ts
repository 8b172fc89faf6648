import { Migration } from '@mikro-orm/migrations';

export class M0002Clock extends Migration {
  override up(): void {
    this.addSql(
      'create table `clock_notice` (`suggestion_id` text not null, `kind` text not null, `due_on` text not null, `given_at` text not null, primary key (`suggestion_id`, `kind`, `due_on`))',
    );
    this.addSql(
      'create table `lease` (`name` text not null primary key, `holder` text not null, `expires_at` bigint not null)',
    );
    this.addSql('create index `suggestion_clock_index` on `suggestion` (`status`, `due_on`, `id`)');
  }
}
