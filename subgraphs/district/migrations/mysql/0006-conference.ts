import { Migration } from '@mikro-orm/migrations';

export class M0006Conference extends Migration {
  override up(): void {
    this.addSql('alter table `suggestion` add `conference_id` varchar(64) null');
    this.addSql('alter table `suggestion` add index `suggestion_conference_index` (`conference_id`, `id`)');
  }
}
