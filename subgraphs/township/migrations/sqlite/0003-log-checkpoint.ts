import { Migration } from '@mikro-orm/migrations';

export class M0003LogCheckpoint extends Migration {
  override up(): void {
    this.addSql(
      "alter table `event_head` add column `base_hash` text not null default '0000000000000000000000000000000000000000000000000000000000000000'",
    );
  }
}
