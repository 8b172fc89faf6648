import { Migration } from '@mikro-orm/migrations';

export class M0009WorkingLists extends Migration {
  override up(): void {
    this.addSql('create index `suggestion_due_index` on `suggestion` (`division_code`, `status`, `due_on`, `id`)');
    this.addSql(
      'create index `suggestion_submitted_index` on `suggestion` (`division_code`, `status`, `submitted_at`, `id`)',
    );
    this.addSql(
      'create index `suggestion_key_index` on `suggestion` (`division_code`, `key_supervision`, `submitted_at`, `id`)',
    );
    this.addSql(
      'create index `suggestion_assignment_receipt_index` on `suggestion_assignment` (`organ`, `received_at`, `assigned_at`, `suggestion_id`)',
    );
    this.addSql(
      'create index `suggestion_assignment_opinion_index` on `suggestion_assignment` (`organ`, `opinion_given_at`, `opinion_due_on`, `suggestion_id`)',
    );
  }
}
