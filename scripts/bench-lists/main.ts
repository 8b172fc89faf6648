/**
 * Times the working lists, the search for similar suggestions and the statistics over generated suggestions, shows by
 * which indexes they are read, and counts acts per second at each level. On SQLite, and on MariaDB or MySQL too where
 * TEST_DATABASE_URL names a server. Prints Markdown tables for docs/benchmarks.md:
 *
 *   scripts/with-servers.sh npm run bench:lists
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDatabaseUrl, type DatabaseTarget } from '../../shared/database/database-url.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { openLevelDatabase, type LevelSpec } from '../../shared/suggestion/start-level.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { cityLevel } from '../../subgraphs/city/app.ts';
import { districtLevel } from '../../subgraphs/district/app.ts';
import { openReadModel } from '../../subgraphs/network/projection/open-read-model.ts';
import { townshipLevel } from '../../subgraphs/township/app.ts';
import { measureActs } from './acts.ts';
import { fillCity, fillReadModel } from './fill.ts';
import { readOptions, type BenchListsPart } from './options.ts';
import { measureLists, measureSimilar, measureStatistics } from './queries.ts';

const options = readOptions(process.argv.slice(2));
const logger = createLogger('benchmark', 'warn');
const folder = await mkdtemp(join(tmpdir(), 'bench-lists-'));
const server = process.env['TEST_DATABASE_URL'];

type NewTarget = () => DatabaseTarget;
const kinds: NewTarget[] = [() => ({ dialect: 'sqlite', file: join(folder, `${randomUUID()}.sqlite`) })];
if (server) {
  kinds.push(() => {
    const target = parseDatabaseUrl(new URL(`/b${randomUUID().replaceAll('-', '')}`, server).href);
    if (!target) throw new Error('TEST_DATABASE_URL does not make a database URL.');
    return target;
  });
}

/** Opens a database of its own for `work`, and drops it. */
async function within<Result>(
  target: DatabaseTarget,
  open: (config: { database: DatabaseTarget; startupTimeout: number }) => Promise<Database>,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await open({ database: target, startupTimeout: 30_000 });
  try {
    return await work(database);
  } finally {
    if (target.dialect !== 'sqlite') await database.orm.schema.dropDatabase();
    await database.close();
  }
}

async function measureLevel(spec: LevelSpec, newTarget: NewTarget): Promise<void> {
  const target = newTarget();
  const open = (config: Parameters<typeof openLevelDatabase>[1]) => openLevelDatabase(spec, config, logger);
  await within(target, open, (database) => addActs(spec.name, spec, database));
}

async function addActs(what: string, spec: LevelSpec, database: Database): Promise<void> {
  const { perSecond, cpu } = await measureActs(spec, database, options.seconds);
  acts.push(`| ${what} | ${database.dialect} | ${perSecond.toFixed(0)} | ${cpu.toFixed(1)} |`);
}

async function measureDatabase(newTarget: NewTarget): Promise<void> {
  const isAsked = (part: BenchListsPart): boolean => options.only.includes(part);
  if (isAsked('acts')) {
    for (const spec of [cityLevel, districtLevel, townshipLevel]) await measureLevel(spec, newTarget);
  }
  if (isAsked('lists'))
    await within(newTarget(), (config) => openLevelDatabase(cityLevel, config, logger), measureCity);
  if (!isAsked('statistics')) return;
  await within(
    newTarget(),
    (config) => openReadModel(config, logger),
    async (database) => {
      await fillReadModel(database, options.cases);
      await measureStatistics(database, options.runs);
    },
  );
}

async function measureCity(database: Database): Promise<void> {
  await fillCity(database, options.cases);
  await measureLists(database, options.runs);
  await measureSimilar(database, options.runs);
  if (options.only.includes('acts')) await addActs(`city with ${options.cases} cases`, cityLevel, database);
}

const acts: string[] = [];
console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${options.cases} suggestions.`,
);
try {
  for (const newTarget of kinds) await measureDatabase(newTarget);
  if (acts.length > 0) {
    console.log(
      `\n### Acts\n\n| level | database | acts/s | CPU, ms an act |\n| --- | --- | --: | --: |\n${acts.join('\n')}`,
    );
  }
  const loads = loadavg().map((load) => load.toFixed(1));
  console.log(`\nLoad of the machine at the end: ${loads.join(', ')}.`);
} finally {
  await rm(folder, { recursive: true });
}
