import { Migration } from '@mikro-orm/migrations';

/** Statistics by topic, and by the leader who supervises. */
export class Groups0010 extends Migration {
  override up(): void {
    this.addSql('create index suggestion_view_topic_status_index on suggestion_view (topic, status, id)');
    this.addSql('create index suggestion_view_leader_index on suggestion_view (key_leader, status, id)');
  }
}
