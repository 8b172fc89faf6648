import { Migration } from '@mikro-orm/migrations';

export class M0011OpinionAdoption extends Migration {
  override up(): void {
    this.addSql(
      'create table `opinion_adoption` (`opinion_id` varchar(64) not null, `deputy_id` varchar(64) not null, `division_code` varchar(12) not null, `title` varchar(200) not null, `content` text not null, `topic` varchar(64) null, `station_id` varchar(64) null, `state` varchar(16) not null, primary key (`opinion_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
  }
}
