import { Migration } from '@mikro-orm/migrations';

export class M0012DeputySuspensions extends Migration {
  override up(): void {
    this.addSql(
      'create table `deputy_suspension` (`division_code` text not null, `deputy_id` text not null, `position` integer not null, `reason` text not null, `suspended_at` text not null, `ended_at` text null, `end_reason` text null, primary key (`division_code`, `deputy_id`, `position`))',
    );
  }
}
