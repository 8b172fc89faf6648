import { Migration } from '@mikro-orm/migrations';

export class M0007HandUp extends Migration {
  override up(): void {
    this.addSql(
      'create table `hand_up` (`id` text not null primary key, `suggestion_id` text not null, `division_code` text not null, `to_level` text not null, `to_division_code` text not null, `title` text not null, `content` text not null, `topic` text null, `reason` text not null, `adopter_id` text null, `synthetic` integer not null, `state` text not null, `proposed_at` text not null, `delivered_at` text null, `decided_at` text null, `note` text null, `linked_id` text null, `linked_case_number` text null, `answered_at` text null, `answered_round` integer null)',
    );
    this.addSql('create index `hand_up_suggestion_index` on `hand_up` (`suggestion_id`, `id`)');
    this.addSql('create index `hand_up_state_index` on `hand_up` (`state`, `id`)');
    this.addSql(
      'create table `hand_up_cursor` (`level` text not null primary key, `last_cursor` text null, `sequence` integer not null)',
    );
    this.addSql(
      'create table `received_hand_up` (`id` text not null primary key, `source_id` text not null, `from_level` text not null, `from_division_code` text not null, `division_code` text not null, `title` text not null, `content` text not null, `topic` text null, `reason` text not null, `adopter_id` text null, `signers` text not null, `synthetic` integer not null, `state` text not null, `version` integer not null, `proposed_at` text not null, `received_at` text not null, `decided_at` text null, `note` text null, `linked_id` text null)',
    );
    this.addSql('create index `received_hand_up_state_index` on `received_hand_up` (`division_code`, `state`, `id`)');
    this.addSql('create index `received_hand_up_source_index` on `received_hand_up` (`source_id`, `id`)');
    this.addSql('alter table `suggestion_proposer` add column `is_below` integer not null default false');
    this.addSql('alter table `suggestion` add column `hand_up_id` text null');
    this.addSql('alter table `suggestion` add column `escalated_to_id` text null');
    this.addSql('alter table `suggestion` add column `received_hand_up_id` text null');
    this.addSql('alter table `suggestion` add column `escalated_from_id` text null');
    this.addSql('alter table `suggestion` add column `stopped_on` text null');
    this.addSql('create index `suggestion_received_index` on `suggestion` (`received_hand_up_id`)');
  }
}
