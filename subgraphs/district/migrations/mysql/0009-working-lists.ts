import { Migration } from '@mikro-orm/migrations';

export class M0009WorkingLists extends Migration {
  override up(): void {
    this.addSql(
      'alter table `suggestion` add index `suggestion_due_index` (`division_code`, `status`, `due_on`, `id`), add index `suggestion_submitted_index` (`division_code`, `status`, `submitted_at`, `id`), add index `suggestion_key_index` (`division_code`, `key_supervision`, `submitted_at`, `id`)',
    );
    this.addSql(
      'alter table `suggestion_assignment` add index `suggestion_assignment_receipt_index` (`organ`, `received_at`, `assigned_at`, `suggestion_id`), add index `suggestion_assignment_opinion_index` (`organ`, `opinion_given_at`, `opinion_due_on`, `suggestion_id`)',
    );
  }
}
