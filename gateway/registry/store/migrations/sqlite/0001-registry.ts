import { Migration } from '@mikro-orm/migrations';

export class M0001Registry extends Migration {
  override up(): void {
    this.addSql(
      'create table `audit_entry` (`id` integer not null primary key autoincrement, `occurred_at` text not null, `actor` text not null, `act` text not null, `subject` text not null, `outcome` text not null, `detail` text null)',
    );
    this.addSql(
      'create table `graph_version` (`number` integer not null primary key, `act` text not null, `changes` mediumtext not null, `members` mediumtext not null, `supergraph_hash` text not null, `public_hash` text not null, `hints` mediumtext not null, `actor` text not null, `message` text null, `created_at` text not null)',
    );
    this.addSql(
      'create table `operation_use` (`operation_hash` text not null, `client` text not null, `day` text not null, `count` integer not null, `last_seen` text not null, primary key (`operation_hash`, `client`, `day`))',
    );
    this.addSql('create index `operation_use_day` on `operation_use` (`day`)');
    this.addSql(
      'create table `registry_head` (`id` integer not null primary key, `installation` text not null, `graph_version` integer not null)',
    );
    this.addSql(
      'create table `registry_token` (`id` integer not null primary key autoincrement, `hash` text not null, `label` text not null, `is_admin` integer not null, `subgraphs` text null, `partitions` text null, `created_by` text not null, `created_at` text not null, `revoked_at` text null)',
    );
    this.addSql('create unique index `registry_token_hash` on `registry_token` (`hash`)');
    this.addSql(
      'create table `schema_check` (`id` integer not null primary key autoincrement, `subgraphs` text not null, `graph_version` integer not null, `is_passed` integer not null, `report` mediumtext not null, `actor` text not null, `created_at` text not null)',
    );
    this.addSql('create table `schema_document` (`hash` text not null primary key, `content` mediumtext not null)');
    this.addSql(
      'create table `seen_operation` (`hash` text not null primary key, `name` text null, `text` mediumtext not null)',
    );
    this.addSql(
      'create table `subgraph_version` (`id` integer not null primary key autoincrement, `subgraph` text not null, `partition_codes` text not null, `number` integer not null, `document_hash` text not null, `url` text not null, `actor` text not null, `message` text null, `published_at` text not null)',
    );
    this.addSql('create unique index `subgraph_version_number` on `subgraph_version` (`subgraph`, `number`)');
  }
}
