import { Migration } from '@mikro-orm/migrations';

export class M0001FirstTables extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_assignment` (`suggestion_id` varchar(64) not null, `position` int unsigned not null, `organ` varchar(100) not null, `role` varchar(8) not null, `assigned_at` varchar(24) not null, `received_at` varchar(24) null, primary key (`suggestion_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `suggestion_assignment` add index `suggestion_assignment_organ_index` (`organ`, `suggestion_id`)',
    );
    this.addSql(
      'create table `center` (`city_code` varchar(12) not null, `name` varchar(100) not null, `opened_on` varchar(10) not null, primary key (`city_code`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `city` (`code` varchar(12) not null, `name` varchar(100) not null, primary key (`code`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `deputy` (`id` varchar(64) not null, `name` varchar(50) not null, `electoral_unit_code` varchar(12) null, `synthetic` tinyint(1) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `deputy` add index `deputy_name_index` (`name`, `id`)');
    this.addSql('alter table `deputy` add index `deputy_unit_index` (`electoral_unit_code`, `id`)');
    this.addSql(
      'create table `deputy_level` (`deputy_id` varchar(64) not null, `level` varchar(12) not null, primary key (`deputy_id`, `level`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `deputy_level` add index `deputy_level_index` (`level`, `deputy_id`)');
    this.addSql(
      'create table `district` (`code` varchar(12) not null, `name` varchar(100) not null, `kind` varchar(20) not null, `valid_from` varchar(10) not null, `valid_to` varchar(10) null, `city_code` varchar(12) not null, primary key (`code`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `district` add index `district_city_index` (`city_code`, `code`)');
    this.addSql(
      'create table `suggestion_evaluation` (`suggestion_id` varchar(64) not null, `round` int unsigned not null, `deputy_id` varchar(64) not null, `process` varchar(20) not null, `result` varchar(20) not null, `comment` text null, `evaluated_at` varchar(24) not null, primary key (`suggestion_id`, `round`, `deputy_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `event` (`sequence` int unsigned not null, `aggregate_type` varchar(32) not null, `aggregate_id` varchar(64) not null, `type` varchar(64) not null, `act` varchar(32) not null, `from_state` varchar(32) null, `to_state` varchar(32) not null, `actor_role` varchar(32) not null, `organ` varchar(100) null, `division_code` varchar(12) not null, `occurred_at` varchar(24) not null, `payload` text not null, `hash` varchar(64) not null, primary key (`sequence`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `event` add index `event_aggregate_index` (`aggregate_id`, `sequence`)');
    this.addSql(
      'create table `event_head` (`id` int unsigned not null, `log_id` varchar(36) not null, `sequence` int not null, `hash` varchar(64) not null, `oldest` int not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `installation` (`name` varchar(64) not null, `value` varchar(255) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `number_series` (`name` varchar(64) not null, `last` int not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion_proposer` (`suggestion_id` varchar(64) not null, `deputy_id` varchar(64) not null, `position` int not null, `is_lead` tinyint(1) not null, `confirmed_at` varchar(24) null, primary key (`suggestion_id`, `deputy_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `suggestion_proposer` add index `suggestion_proposer_deputy_index` (`deputy_id`, `suggestion_id`)',
    );
    this.addSql(
      'create table `suggestion_reply` (`suggestion_id` varchar(64) not null, `round` int unsigned not null, `organ` varchar(100) not null, `category` varchar(1) not null, `text` text not null, `promised_on` varchar(10) null, `signed_by` varchar(50) not null, `replied_at` varchar(24) not null, primary key (`suggestion_id`, `round`, `organ`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `suggestion` (`id` varchar(64) not null, `division_code` varchar(12) not null, `origin_id` varchar(64) null, `title` varchar(200) not null, `content` text not null, `topic` varchar(64) null, `status` varchar(32) not null, `version` int not null, `round` int not null, `case_number` varchar(64) null, `drafted_at` varchar(24) not null, `submitted_at` varchar(24) null, `assigned_at` varchar(24) null, `due_on` varchar(10) null, `key_supervision` tinyint(1) not null, `synthetic` tinyint(1) not null, `status_note` text null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `suggestion` add index `suggestion_division_index` (`division_code`, `id`)');
    this.addSql('alter table `suggestion` add index `suggestion_status_index` (`division_code`, `status`, `id`)');
    this.addSql('alter table `suggestion` add index `suggestion_origin_index` (`origin_id`, `id`)');
  }
}
