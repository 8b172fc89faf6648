import { Migration } from '@mikro-orm/migrations';

export class M0008CitizenOpinions extends Migration {
  override up(): void {
    this.addSql(
      'create table `citizen_opinion` (`id` varchar(64) not null, `division_code` varchar(12) not null, `district_code` varchar(12) not null, `community_code` varchar(12) null, `home_id` varchar(64) null, `station_id` varchar(64) null, `title` varchar(200) not null, `content` text not null, `topic` varchar(64) null, `status` varchar(32) not null, `version` int not null, `registered_at` varchar(24) not null, `step_due_on` varchar(10) null, `citizen_name` varchar(50) null, `citizen_phone` varchar(20) null, `citizen_address` varchar(200) null, `answer` text null, `redirected_to` varchar(32) null, `redirected_office` varchar(100) null, `organ` varchar(100) null, `escalated_to` varchar(12) null, `adopted_by` varchar(64) null, `note` text null, `feedback` text null, `feedback_at` varchar(24) null, `synthetic` tinyint(1) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_division_index` (`division_code`, `id`)');
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_district_index` (`district_code`, `id`)');
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_community_index` (`community_code`, `id`)');
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_home_index` (`home_id`, `id`)');
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_station_index` (`station_id`, `id`)');
    this.addSql(
      'alter table `citizen_opinion` add index `citizen_opinion_status_index` (`division_code`, `status`, `id`)',
    );
    this.addSql('alter table `citizen_opinion` add index `citizen_opinion_step_index` (`status`, `step_due_on`, `id`)');
    this.addSql(
      'create table `suggestion_opinion` (`opinion_id` varchar(64) not null, `suggestion_id` varchar(64) not null, primary key (`opinion_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `suggestion_opinion` add index `suggestion_opinion_suggestion_index` (`suggestion_id`, `opinion_id`)',
    );
  }
}
