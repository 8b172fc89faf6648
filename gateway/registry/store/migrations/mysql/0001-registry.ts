import { Migration } from '@mikro-orm/migrations';

export class M0001Registry extends Migration {
  override up(): void {
    this.addSql(
      'create table `audit_entry` (`id` int unsigned not null auto_increment primary key, `occurred_at` varchar(24) not null, `actor` varchar(100) not null, `act` varchar(32) not null, `subject` text not null, `outcome` varchar(64) not null, `detail` text null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `graph_version` (`number` int unsigned not null, `act` varchar(16) not null, `changes` mediumtext not null, `members` mediumtext not null, `supergraph_hash` varchar(64) not null, `public_hash` varchar(64) not null, `hints` mediumtext not null, `actor` varchar(100) not null, `message` text null, `created_at` varchar(24) not null, primary key (`number`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `operation_use` (`operation_hash` varchar(64) not null, `client` varchar(100) not null, `day` varchar(10) not null, `count` int not null, `last_seen` varchar(24) not null, primary key (`operation_hash`, `client`, `day`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `operation_use` add index `operation_use_day` (`day`)');
    this.addSql(
      'create table `registry_head` (`id` int unsigned not null, `installation` varchar(36) not null, `graph_version` int not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `registry_token` (`id` int unsigned not null auto_increment primary key, `hash` varchar(64) not null, `label` varchar(100) not null, `is_admin` tinyint(1) not null, `subgraphs` text null, `partitions` text null, `created_by` varchar(100) not null, `created_at` varchar(24) not null, `revoked_at` varchar(24) null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `registry_token` add unique `registry_token_hash` (`hash`)');
    this.addSql(
      'create table `schema_check` (`id` int unsigned not null auto_increment primary key, `subgraphs` text not null, `graph_version` int not null, `is_passed` tinyint(1) not null, `report` mediumtext not null, `actor` varchar(100) not null, `created_at` varchar(24) not null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `schema_document` (`hash` varchar(64) not null, `content` mediumtext not null, primary key (`hash`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `seen_operation` (`hash` varchar(64) not null, `name` varchar(200) null, `text` mediumtext not null, primary key (`hash`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table `subgraph_version` (`id` int unsigned not null auto_increment primary key, `subgraph` varchar(64) not null, `partition_codes` varchar(2000) not null, `number` int not null, `document_hash` varchar(64) not null, `url` varchar(2000) not null, `actor` varchar(100) not null, `message` text null, `published_at` varchar(24) not null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql('alter table `subgraph_version` add unique `subgraph_version_number` (`subgraph`, `number`)');
  }
}
