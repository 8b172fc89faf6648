import { Migration } from '@mikro-orm/migrations';

/** All tables of the read model. */
export class ReadModel0001 extends Migration {
  // eslint-disable-next-line max-lines-per-function -- one table after the other
  override up(): void {
    this.addSql(`
      create table feed_cursor (
        level text not null primary key,
        last_cursor text not null,
        sequence integer not null
      )`);
    this.addSql(`
      create table network_head (
        id integer not null primary key,
        log_id text not null,
        edition integer not null,
        position integer not null
      )`);
    this.addSql(`
      create table status_change (
        position integer not null primary key,
        level text not null,
        sequence integer not null,
        hash text not null,
        city_sequence integer not null,
        district_sequence integer not null,
        township_sequence integer not null,
        suggestion_id text not null,
        division_code text not null,
        station_id text null,
        deputy_ids text not null,
        act text not null,
        from_status text null,
        to_status text not null,
        actor_role text not null,
        organ text null,
        occurred_at text not null
      )`);
    this.addSql('create unique index status_change_sequence_unique on status_change (level, sequence)');
    this.addSql(`
      create table suggestion_organ (
        suggestion_id text not null,
        organ text not null,
        primary key (suggestion_id, organ)
      )`);
    this.addSql('create index suggestion_organ_organ_index on suggestion_organ (organ, suggestion_id)');
    this.addSql(`
      create table suggestion_signer (
        suggestion_id text not null,
        deputy_id text not null,
        is_lead integer not null,
        primary key (suggestion_id, deputy_id)
      )`);
    this.addSql('create index suggestion_signer_deputy_index on suggestion_signer (deputy_id, suggestion_id)');
    this.addSql(`
      create table suggestion_view (
        id text not null primary key,
        level text not null,
        division_code text not null,
        district_code text not null,
        city_code text not null,
        status text not null,
        topic text null,
        origin_id text null,
        station_id text null,
        year integer null,
        submitted_at text null,
        due_on text null,
        category text null,
        version integer not null,
        round integer not null,
        key_supervision integer not null,
        synthetic integer not null,
        process_satisfied integer not null,
        process_graded integer not null,
        result_satisfied integer not null,
        result_graded integer not null,
        escalated_from_id text null,
        escalated_to_id text null,
        updated_at text not null
      )`);
    this.addSql('create index suggestion_view_division_index on suggestion_view (division_code, id)');
    this.addSql('create index suggestion_view_district_index on suggestion_view (district_code, id)');
    this.addSql('create index suggestion_view_district_status_index on suggestion_view (district_code, status, id)');
    this.addSql(
      'create index suggestion_view_district_submitted_index on suggestion_view (district_code, submitted_at, id)',
    );
    this.addSql('create index suggestion_view_district_due_index on suggestion_view (district_code, due_on, id)');
    this.addSql('create index suggestion_view_status_index on suggestion_view (status, id)');
    this.addSql('create index suggestion_view_submitted_index on suggestion_view (submitted_at, id)');
    this.addSql('create index suggestion_view_due_index on suggestion_view (due_on, id)');
    this.addSql('create index suggestion_view_updated_index on suggestion_view (updated_at, id)');
    this.addSql('create index suggestion_view_topic_index on suggestion_view (topic, id)');
    this.addSql('create index suggestion_view_station_index on suggestion_view (station_id, id)');
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
