import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { Dialect } from './database-url.ts';

export type MigrationClass = Constructor<Migration>;

/** One list per SQL family: MariaDB and MySQL share theirs. */
export interface MigrationSet {
  readonly sqlite: Readonly<Record<string, MigrationClass>>;
  readonly mysql: Readonly<Record<string, MigrationClass>>;
}

export function toMigrationsList(set: MigrationSet, dialect: Dialect): { name: string; class: MigrationClass }[] {
  return Object.entries(dialect === 'sqlite' ? set.sqlite : set.mysql).map(([name, migration]) => ({
    name,
    class: migration,
  }));
}
