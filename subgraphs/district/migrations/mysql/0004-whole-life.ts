import { Migration } from '@mikro-orm/migrations';

export class M0004WholeLife extends Migration {
  override up(): void {
    this.addSql(
      'create table `assignment_conference` (`id` varchar(64) not null, `division_code` varchar(12) not null, `held_on` varchar(10) not null, `minutes` text not null, `case_count` int not null, `recorded_at` varchar(24) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `assignment_conference` add index `assignment_conference_division_index` (`division_code`, `id`)',
    );
    this.addSql(
      'create table `suggestion_meeting` (`suggestion_id` varchar(64) not null, `position` int unsigned not null, `kind` varchar(16) not null, `held_on` varchar(10) not null, `topic` varchar(200) null, `participants` text not null, `outcome` text not null, `raised_to` varchar(50) null, `recorded_at` varchar(24) not null, primary key (`suggestion_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion_participant` (`suggestion_id` varchar(64) not null, `person` varchar(64) not null, `side` varchar(16) not null, primary key (`suggestion_id`, `person`, `side`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion_reply_draft` (`suggestion_id` varchar(64) not null, `round` int unsigned not null, `organ` varchar(100) not null, `category` varchar(1) not null, `text` text not null, `promised_on` varchar(10) null, `drafted_at` varchar(24) not null, primary key (`suggestion_id`, `round`, `organ`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion_return_request` (`suggestion_id` varchar(64) not null, `position` int unsigned not null, `organ` varchar(100) not null, `reason` text not null, `proposed_organ` varchar(100) not null, `requested_at` varchar(24) not null, `is_accepted` tinyint(1) null, `decided_at` varchar(24) null, `note` text null, primary key (`suggestion_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion_third_party` (`suggestion_id` varchar(64) not null, `position` int unsigned not null, `round` int not null, `criterion` varchar(32) not null, `evaluator` varchar(100) not null, `started_at` varchar(24) not null, `report` text null, `reported_at` varchar(24) null, `verdict` varchar(32) null, `evidence` text null, `decided_at` varchar(24) null, primary key (`suggestion_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `suggestion_assignment` add `passed_on_by` varchar(100) null, add `ended_at` varchar(24) null, add `ended_by` varchar(16) null, add `opinion` text null, add `opinion_due_on` varchar(10) null, add `opinion_given_at` varchar(24) null',
    );
    this.addSql(
      'alter table `suggestion` add `answer_from` int not null default 1, add `due_soon_on` varchar(10) null, add `step_due_on` varchar(10) null, add `stopped_days` int not null default 0, add `key_leader` varchar(50) null, add `secret` tinyint(1) not null default false, add `merged_into_id` varchar(64) null, add `handling_plan` text null, add `contacted_on` varchar(10) null, add `overturned` int not null default 0',
    );
    this.addSql('alter table `suggestion` add index `suggestion_merged_index` (`merged_into_id`, `id`)');
    // Fifteen days are what every case had until now.
    this.addSql(
      "update `suggestion` set `due_soon_on` = date_format(date_sub(`due_on`, interval 15 day), '%Y-%m-%d') where `due_on` is not null",
    );
  }
}
