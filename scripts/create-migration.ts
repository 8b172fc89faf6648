/**
 * Writes the migration that brings a service's tables from its newest migration to its entities, for SQLite and, where
 * TEST_DATABASE_URL names a MariaDB server, for MySQL and MariaDB:
 *
 *   scripts/with-servers.sh node --import @swc-node/register/esm-register scripts/create-migration.ts city 0002-name
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDatabaseUrl, type DatabaseTarget } from '../shared/database/database-url.ts';
import { openDatabase, type DatabaseOptions } from '../shared/database/open-database.ts';
import { wordTables } from '../shared/suggestion/similar/word-index.ts';
import { caseEntities, type LevelSpec } from '../shared/suggestion/start-level.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { cityLevel } from '../subgraphs/city/app.ts';
import { districtLevel } from '../subgraphs/district/app.ts';
import { townshipLevel } from '../subgraphs/township/app.ts';

const levels: Record<string, LevelSpec> = { city: cityLevel, district: districtLevel, township: townshipLevel };

const [service = '', name = ''] = process.argv.slice(2);
const level = levels[service];
if (!level || !/^\d{4}-[a-z-]+$/.test(name)) {
  console.error(`Usage: create-migration.ts ${Object.keys(levels).join('|')} 0002-what-changes`);
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), 'migration-'));
const server = process.env['TEST_DATABASE_URL'];
const targets: [family: 'sqlite' | 'mysql', target: DatabaseTarget | undefined][] = [
  ['sqlite', { dialect: 'sqlite', file: join(folder, 'database.sqlite') }],
  ['mysql', server ? parseDatabaseUrl(new URL(`/m${randomUUID().replaceAll('-', '')}`, server).href) : undefined],
];
try {
  for (const [family, target] of targets) {
    if (!target) console.error('TEST_DATABASE_URL is not set: no migration for MySQL and MariaDB.');
    else await writeMigration(family, { ...level, target });
  }
} finally {
  await rm(folder, { recursive: true });
}

async function writeMigration(
  family: 'sqlite' | 'mysql',
  { entities, migrations, target }: Pick<DatabaseOptions, 'entities' | 'migrations' | 'target'>,
): Promise<void> {
  const database = await openDatabase({
    target,
    entities: [...entities, ...caseEntities],
    migrations,
    ownTables: [wordTables],
    startupTimeout: 0,
    logger: createLogger('migration', 'warn'),
  });
  const sql = await database.orm.schema.getUpdateSchemaSQL({ wrap: false });
  if (target.dialect !== 'sqlite') await database.orm.schema.dropDatabase();
  await database.close();
  const statements = sql
    .split(/;\s*\n/)
    .map((statement) => statement.trim().replace(/;$/, ''))
    .filter((statement) => statement !== '');
  if (statements.length === 0) {
    console.log(`${family}: nothing to migrate`);
    return;
  }
  const className = `M${name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;
  const file = `subgraphs/${service}/migrations/${family}/${name}.ts`;
  await writeFile(file, migrationText(className, statements));
  console.log(`wrote ${file}; list it in ${service}.migrations.ts`);
}

function migrationText(className: string, statements: readonly string[]): string {
  const calls = statements.map((statement) => `    this.addSql(${JSON.stringify(statement)});`);
  return [
    "import { Migration } from '@mikro-orm/migrations';",
    '',
    `export class ${className} extends Migration {`,
    '  override up(): void {',
    ...calls,
    '  }',
    '}',
    '',
  ].join('\n');
}
