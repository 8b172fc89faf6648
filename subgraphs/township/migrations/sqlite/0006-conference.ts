import { Migration } from '@mikro-orm/migrations';

export class M0006Conference extends Migration {
  override up(): void {
    this.addSql('alter table `suggestion` add column `conference_id` text null');
    this.addSql('create index `suggestion_conference_index` on `suggestion` (`conference_id`, `id`)');
  }
}
