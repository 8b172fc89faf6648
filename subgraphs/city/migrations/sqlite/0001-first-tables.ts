import { Migration } from '@mikro-orm/migrations';

export class M0001FirstTables extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_assignment` (`suggestion_id` text not null, `position` integer not null, `organ` text not null, `role` text not null, `assigned_at` text not null, `received_at` text null, primary key (`suggestion_id`, `position`))',
    );
    this.addSql(
      'create index `suggestion_assignment_organ_index` on `suggestion_assignment` (`organ`, `suggestion_id`)',
    );
    this.addSql(
      'create table `center` (`city_code` text not null primary key, `name` text not null, `opened_on` text not null)',
    );
    this.addSql('create table `city` (`code` text not null primary key, `name` text not null)');
    this.addSql(
      'create table `deputy` (`id` text not null primary key, `name` text not null, `electoral_unit_code` text null, `synthetic` integer not null)',
    );
    this.addSql('create index `deputy_name_index` on `deputy` (`name`, `id`)');
    this.addSql('create index `deputy_unit_index` on `deputy` (`electoral_unit_code`, `id`)');
    this.addSql(
      'create table `deputy_level` (`deputy_id` text not null, `level` text not null, primary key (`deputy_id`, `level`))',
    );
    this.addSql('create index `deputy_level_index` on `deputy_level` (`level`, `deputy_id`)');
    this.addSql(
      'create table `district` (`code` text not null primary key, `name` text not null, `kind` text not null, `valid_from` text not null, `valid_to` text null, `city_code` text not null)',
    );
    this.addSql('create index `district_city_index` on `district` (`city_code`, `code`)');
    this.addSql(
      'create table `suggestion_evaluation` (`suggestion_id` text not null, `round` integer not null, `deputy_id` text not null, `process` text not null, `result` text not null, `comment` text null, `evaluated_at` text not null, primary key (`suggestion_id`, `round`, `deputy_id`))',
    );
    this.addSql(
      'create table `event` (`sequence` integer not null primary key, `aggregate_type` text not null, `aggregate_id` text not null, `type` text not null, `act` text not null, `from_state` text null, `to_state` text not null, `actor_role` text not null, `organ` text null, `division_code` text not null, `occurred_at` text not null, `payload` text not null, `hash` text not null)',
    );
    this.addSql('create index `event_aggregate_index` on `event` (`aggregate_id`, `sequence`)');
    this.addSql(
      'create table `event_head` (`id` integer not null primary key, `log_id` text not null, `sequence` integer not null, `hash` text not null, `oldest` integer not null)',
    );
    this.addSql('create table `installation` (`name` text not null primary key, `value` text not null)');
    this.addSql('create table `number_series` (`name` text not null primary key, `last` integer not null)');
    this.addSql(
      'create table `suggestion_proposer` (`suggestion_id` text not null, `deputy_id` text not null, `position` integer not null, `is_lead` integer not null, `confirmed_at` text null, primary key (`suggestion_id`, `deputy_id`))',
    );
    this.addSql(
      'create index `suggestion_proposer_deputy_index` on `suggestion_proposer` (`deputy_id`, `suggestion_id`)',
    );
    this.addSql(
      'create table `suggestion_reply` (`suggestion_id` text not null, `round` integer not null, `organ` text not null, `category` text not null, `text` text not null, `promised_on` text null, `signed_by` text not null, `replied_at` text not null, primary key (`suggestion_id`, `round`, `organ`))',
    );
    this.addSql(
      'create table `suggestion` (`id` text not null primary key, `division_code` text not null, `origin_id` text null, `title` text not null, `content` text not null, `topic` text null, `status` text not null, `version` integer not null, `round` integer not null, `case_number` text null, `drafted_at` text not null, `submitted_at` text null, `assigned_at` text null, `due_on` text null, `key_supervision` integer not null, `synthetic` integer not null, `status_note` text null)',
    );
    this.addSql('create index `suggestion_division_index` on `suggestion` (`division_code`, `id`)');
    this.addSql('create index `suggestion_status_index` on `suggestion` (`division_code`, `status`, `id`)');
    this.addSql('create index `suggestion_origin_index` on `suggestion` (`origin_id`, `id`)');
  }
}
