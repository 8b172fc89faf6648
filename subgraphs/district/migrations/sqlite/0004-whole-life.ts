import { Migration } from '@mikro-orm/migrations';

export class M0004WholeLife extends Migration {
  override up(): void {
    this.addSql(
      'create table `assignment_conference` (`id` text not null primary key, `division_code` text not null, `held_on` text not null, `minutes` text not null, `case_count` integer not null, `recorded_at` text not null)',
    );
    this.addSql(
      'create index `assignment_conference_division_index` on `assignment_conference` (`division_code`, `id`)',
    );
    this.addSql(
      'create table `suggestion_meeting` (`suggestion_id` text not null, `position` integer not null, `kind` text not null, `held_on` text not null, `topic` text null, `participants` text not null, `outcome` text not null, `raised_to` text null, `recorded_at` text not null, primary key (`suggestion_id`, `position`))',
    );
    this.addSql(
      'create table `suggestion_participant` (`suggestion_id` text not null, `person` text not null, `side` text not null, primary key (`suggestion_id`, `person`, `side`))',
    );
    this.addSql(
      'create table `suggestion_reply_draft` (`suggestion_id` text not null, `round` integer not null, `organ` text not null, `category` text not null, `text` text not null, `promised_on` text null, `drafted_at` text not null, primary key (`suggestion_id`, `round`, `organ`))',
    );
    this.addSql(
      'create table `suggestion_return_request` (`suggestion_id` text not null, `position` integer not null, `organ` text not null, `reason` text not null, `proposed_organ` text not null, `requested_at` text not null, `is_accepted` integer null, `decided_at` text null, `note` text null, primary key (`suggestion_id`, `position`))',
    );
    this.addSql(
      'create table `suggestion_third_party` (`suggestion_id` text not null, `position` integer not null, `round` integer not null, `criterion` text not null, `evaluator` text not null, `started_at` text not null, `report` text null, `reported_at` text null, `verdict` text null, `evidence` text null, `decided_at` text null, primary key (`suggestion_id`, `position`))',
    );
    this.addSql('alter table `suggestion_assignment` add column `passed_on_by` text null');
    this.addSql('alter table `suggestion_assignment` add column `ended_at` text null');
    this.addSql('alter table `suggestion_assignment` add column `ended_by` text null');
    this.addSql('alter table `suggestion_assignment` add column `opinion` text null');
    this.addSql('alter table `suggestion_assignment` add column `opinion_due_on` text null');
    this.addSql('alter table `suggestion_assignment` add column `opinion_given_at` text null');
    this.addSql('alter table `suggestion` add column `answer_from` integer not null default 1');
    this.addSql('alter table `suggestion` add column `due_soon_on` text null');
    this.addSql('alter table `suggestion` add column `step_due_on` text null');
    this.addSql('alter table `suggestion` add column `stopped_days` integer not null default 0');
    this.addSql('alter table `suggestion` add column `key_leader` text null');
    this.addSql('alter table `suggestion` add column `secret` integer not null default false');
    this.addSql('alter table `suggestion` add column `merged_into_id` text null');
    this.addSql('alter table `suggestion` add column `handling_plan` text null');
    this.addSql('alter table `suggestion` add column `contacted_on` text null');
    this.addSql('alter table `suggestion` add column `overturned` integer not null default 0');
    this.addSql('create index `suggestion_merged_index` on `suggestion` (`merged_into_id`, `id`)');
    // Fifteen days are what every case had until now.
    this.addSql("update `suggestion` set `due_soon_on` = date(`due_on`, '-15 day') where `due_on` is not null");
  }
}
