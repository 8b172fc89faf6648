import { Migration } from '@mikro-orm/migrations';

export class M0008CitizenOpinions extends Migration {
  override up(): void {
    this.addSql(
      'create table `citizen_opinion` (`id` text not null primary key, `division_code` text not null, `district_code` text not null, `community_code` text null, `home_id` text null, `station_id` text null, `title` text not null, `content` text not null, `topic` text null, `status` text not null, `version` integer not null, `registered_at` text not null, `step_due_on` text null, `citizen_name` text null, `citizen_phone` text null, `citizen_address` text null, `answer` text null, `redirected_to` text null, `redirected_office` text null, `organ` text null, `escalated_to` text null, `adopted_by` text null, `note` text null, `feedback` text null, `feedback_at` text null, `synthetic` integer not null)',
    );
    this.addSql('create index `citizen_opinion_division_index` on `citizen_opinion` (`division_code`, `id`)');
    this.addSql('create index `citizen_opinion_district_index` on `citizen_opinion` (`district_code`, `id`)');
    this.addSql('create index `citizen_opinion_community_index` on `citizen_opinion` (`community_code`, `id`)');
    this.addSql('create index `citizen_opinion_home_index` on `citizen_opinion` (`home_id`, `id`)');
    this.addSql('create index `citizen_opinion_station_index` on `citizen_opinion` (`station_id`, `id`)');
    this.addSql('create index `citizen_opinion_status_index` on `citizen_opinion` (`division_code`, `status`, `id`)');
    this.addSql('create index `citizen_opinion_step_index` on `citizen_opinion` (`status`, `step_due_on`, `id`)');
    this.addSql(
      'create table `suggestion_opinion` (`opinion_id` text not null primary key, `suggestion_id` text not null)',
    );
    this.addSql(
      'create index `suggestion_opinion_suggestion_index` on `suggestion_opinion` (`suggestion_id`, `opinion_id`)',
    );
  }
}
