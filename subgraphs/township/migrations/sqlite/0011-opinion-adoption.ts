import { Migration } from '@mikro-orm/migrations';

export class M0011OpinionAdoption extends Migration {
  override up(): void {
    this.addSql(
      'create table `opinion_adoption` (`opinion_id` text not null primary key, `deputy_id` text not null, `division_code` text not null, `title` text not null, `content` text not null, `topic` text null, `station_id` text null, `state` text not null)',
    );
  }
}
