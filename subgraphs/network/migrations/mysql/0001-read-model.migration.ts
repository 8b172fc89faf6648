import { Migration } from '@mikro-orm/migrations';

/** All tables of the read model. */
export class ReadModel0001 extends Migration {
  // eslint-disable-next-line max-lines-per-function -- one table after the other
  override up(): void {
    this.addSql(`
      create table feed_cursor (
        level varchar(12) not null,
        last_cursor text not null,
        sequence int not null,
        primary key (level)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql(`
      create table network_head (
        id int unsigned not null,
        log_id varchar(36) not null,
        edition int not null,
        position int not null,
        primary key (id)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql(`
      create table status_change (
        position int unsigned not null,
        level varchar(12) not null,
        sequence int not null,
        hash varchar(64) not null,
        city_sequence int not null,
        district_sequence int not null,
        township_sequence int not null,
        suggestion_id varchar(64) not null,
        division_code varchar(12) not null,
        station_id varchar(64) null,
        deputy_ids text not null,
        act varchar(32) not null,
        from_status varchar(32) null,
        to_status varchar(32) not null,
        actor_role varchar(32) not null,
        organ varchar(100) null,
        occurred_at varchar(24) not null,
        primary key (position)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql('alter table status_change add unique status_change_sequence_unique (level, sequence)');
    this.addSql(`
      create table suggestion_organ (
        suggestion_id varchar(64) not null,
        organ varchar(100) not null,
        primary key (suggestion_id, organ)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql('alter table suggestion_organ add index suggestion_organ_organ_index (organ, suggestion_id)');
    this.addSql(`
      create table suggestion_signer (
        suggestion_id varchar(64) not null,
        deputy_id varchar(64) not null,
        is_lead tinyint(1) not null,
        primary key (suggestion_id, deputy_id)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql('alter table suggestion_signer add index suggestion_signer_deputy_index (deputy_id, suggestion_id)');
    this.addSql(`
      create table suggestion_view (
        id varchar(64) not null,
        level varchar(12) not null,
        division_code varchar(12) not null,
        district_code varchar(6) not null,
        city_code varchar(6) not null,
        status varchar(32) not null,
        topic varchar(64) null,
        origin_id varchar(64) null,
        station_id varchar(64) null,
        year int null,
        submitted_at varchar(24) null,
        due_on varchar(10) null,
        category varchar(1) null,
        version int not null,
        round int not null,
        key_supervision tinyint(1) not null,
        synthetic tinyint(1) not null,
        process_satisfied int not null,
        process_graded int not null,
        result_satisfied int not null,
        result_graded int not null,
        escalated_from_id varchar(64) null,
        escalated_to_id varchar(64) null,
        updated_at varchar(24) not null,
        primary key (id)
      ) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB`);
    this.addSql('alter table suggestion_view add index suggestion_view_division_index (division_code, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_district_index (district_code, id)');
    this.addSql(
      'alter table suggestion_view add index suggestion_view_district_status_index (district_code, status, id)',
    );
    this.addSql(
      'alter table suggestion_view add index suggestion_view_district_submitted_index (district_code, submitted_at, id)',
    );
    this.addSql('alter table suggestion_view add index suggestion_view_district_due_index (district_code, due_on, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_status_index (status, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_submitted_index (submitted_at, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_due_index (due_on, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_updated_index (updated_at, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_topic_index (topic, id)');
    this.addSql('alter table suggestion_view add index suggestion_view_station_index (station_id, id)');
  }

  override down(): void {
    for (const table of [
      'status_change',
      'suggestion_organ',
      'suggestion_signer',
      'suggestion_view',
      'feed_cursor',
      'network_head',
    ]) {
      this.addSql(`drop table if exists ${table}`);
    }
  }
}
