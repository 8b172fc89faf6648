import { Migration } from '@mikro-orm/migrations';

export class M0007HandUp extends Migration {
  override up(): void {
    this.addSql(
      'create table `hand_up` (`id` varchar(64) not null, `suggestion_id` varchar(64) not null, `division_code` varchar(12) not null, `to_level` varchar(12) not null, `to_division_code` varchar(12) not null, `title` varchar(200) not null, `content` text not null, `topic` varchar(64) null, `reason` text not null, `adopter_id` varchar(64) null, `synthetic` tinyint(1) not null, `state` varchar(16) not null, `proposed_at` varchar(24) not null, `delivered_at` varchar(24) null, `decided_at` varchar(24) null, `note` text null, `linked_id` varchar(64) null, `linked_case_number` varchar(64) null, `answered_at` varchar(24) null, `answered_round` int null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `hand_up` add index `hand_up_suggestion_index` (`suggestion_id`, `id`)');
    this.addSql('alter table `hand_up` add index `hand_up_state_index` (`state`, `id`)');
    this.addSql(
      'create table `hand_up_cursor` (`level` varchar(12) not null, `last_cursor` text null, `sequence` int not null, primary key (`level`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `received_hand_up` (`id` varchar(64) not null, `source_id` varchar(64) not null, `from_level` varchar(12) not null, `from_division_code` varchar(12) not null, `division_code` varchar(12) not null, `title` varchar(200) not null, `content` text not null, `topic` varchar(64) null, `reason` text not null, `adopter_id` varchar(64) null, `signers` text not null, `synthetic` tinyint(1) not null, `state` varchar(16) not null, `version` int not null, `proposed_at` varchar(24) not null, `received_at` varchar(24) not null, `decided_at` varchar(24) null, `note` text null, `linked_id` varchar(64) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'alter table `received_hand_up` add index `received_hand_up_state_index` (`division_code`, `state`, `id`)',
    );
    this.addSql('alter table `received_hand_up` add index `received_hand_up_source_index` (`source_id`, `id`)');
    this.addSql('alter table `suggestion_proposer` add `is_below` tinyint(1) not null default false');
    this.addSql(
      'alter table `suggestion` add `hand_up_id` varchar(64) null, add `escalated_to_id` varchar(64) null, add `received_hand_up_id` varchar(64) null, add `escalated_from_id` varchar(64) null, add `stopped_on` varchar(10) null',
    );
    this.addSql('alter table `suggestion` add index `suggestion_received_index` (`received_hand_up_id`)');
  }
}
