import { Migration } from '@mikro-orm/migrations';

export class M0005StepIndex extends Migration {
  override up(): void {
    this.addSql('alter table `suggestion` add index `suggestion_step_index` (`status`, `step_due_on`, `id`)');
  }
}
