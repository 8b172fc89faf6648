import { Migration } from '@mikro-orm/migrations';

export class M0005StepIndex extends Migration {
  override up(): void {
    this.addSql('create index `suggestion_step_index` on `suggestion` (`status`, `step_due_on`, `id`)');
  }
}
