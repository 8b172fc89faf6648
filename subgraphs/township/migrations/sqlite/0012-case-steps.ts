import { Migration } from '@mikro-orm/migrations';

export class M0012CaseSteps extends Migration {
  override up(): void {
    this.addSql(
      'create table `suggestion_step` (`suggestion_id` text not null, `version` integer not null, `act` text not null, `person` text null, `reason` text null, `salt` text not null, primary key (`suggestion_id`, `version`))',
    );
  }
}
