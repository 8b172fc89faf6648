import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readSigningKey } from '../../shared/auth/signing-key.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { subgraphConfig } from '../../shared/config/subgraph-variables.ts';
import { isCityCode, parseDivisionCode } from '../../shared/division/division-code.ts';
import { divisionOfId, parseSuggestionId } from '../../shared/division/entity-id.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { ensureHead } from '../../shared/events/event-head.ts';
import { trimLog } from '../../shared/events/trim-log.ts';
import { addMonths, beijingDay } from '../../shared/lifecycle/calendar-day.ts';
import { caseLevels, type CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { networkVariables } from '../../subgraphs/network/config.ts';
import { openReadModel } from '../../subgraphs/network/projection/open-read-model.ts';
import {
  levelFamilies,
  levelVariables,
  withLevelDatabases,
  type LevelConfigs,
  type LevelDatabases,
} from '../level/level-databases.ts';
import { checkExport, exportCase } from '../log/case-export.ts';
import { compareWithNetwork, verifyArchives, verifyDatabase, type Finding } from '../log/verify-logs.ts';
import { readKeyFiles } from './keys.command.ts';

/** Exit code of a check that found something broken; 1 is for a command that could not run. */
const brokenExit = 2;

export function logCommand(): Command {
  const command = new Command('log').description('The audit trail: the hash-chained event logs of the three levels.');
  command
    .command('verify')
    .description(
      'Compute the hash chain of every log anew, hold who acted and why to it, and name the first broken event; exit code 2 where one is.',
    )
    .option('--archives <folder>', 'hold the archives of trimmed events to it as well')
    .action(async ({ archives }: { archives?: string }) => report(await verifyAll(archives)));
  command
    .command('trim')
    .description('Move events that are older than LOG_RETENTION_MONTHS to signed archives.')
    .option('--archives <folder>', 'where the archives go; LOG_ARCHIVE_DIR where it is left out')
    .action(async ({ archives }: { archives?: string }) => trimAll(archives));
  command
    .command('export')
    .argument('<id>', 'suggestion, such as 230102-SG-2021-000042')
    .description('Write a case with its timeline as one signed JSON document.')
    .option('--out <file>', 'file to write; standard output where it is left out')
    .action(async (id: string, { out }: { out?: string }) => runExport(id, out));
  command
    .command('check')
    .argument('<file>', 'what log export wrote')
    .description(
      'Hold an export to its signature, its events to their hashes and its steps to its events; exit code 2 where they do not fit.',
    )
    .action(async (file: string) => {
      const { id, events, fault } = await checkExport(file, readKeyFiles(process.env).jwksFile);
      const text = fault === undefined ? `${id}: as it was signed, ${events} events` : `${id}: BROKEN: ${fault}`;
      report([{ isWhole: fault === undefined, text }]);
    });
  return command;
}

function report(findings: readonly Finding[]): void {
  for (const { text } of findings) console.log(text);
  if (findings.some(({ isWhole }) => !isWhole)) process.exitCode = brokenExit;
}

/** Opens the logs of the three levels; a database in which nothing has happened yet has an empty one. */
function withLogs<Result>(
  configs: LevelConfigs,
  work: (databases: LevelDatabases) => Promise<Result>,
): Promise<Result> {
  return withLevelDatabases(configs, async (databases) => {
    for (const level of caseLevels) await ensureHead(databaseOf(databases, level).fork());
    return work(databases);
  });
}

/** The settings of the levels and of network together: one environment serves all of them. */
function readSettings() {
  const values = readEnvironment({ ...levelVariables, ...networkVariables }, process.env, [
    ...levelFamilies,
    'NETWORK_',
  ]);
  return {
    values,
    levels: {
      city: subgraphConfig('city', values, values.CITY_DATABASE_URL),
      district: subgraphConfig('district', values, values.DISTRICT_DATABASE_URL),
      township: subgraphConfig('township', values, values.TOWNSHIP_DATABASE_URL),
    },
    network: subgraphConfig('network', values, values.NETWORK_DATABASE_URL),
  };
}

async function verifyAll(archives: string | undefined): Promise<Finding[]> {
  const { levels, network: networkSettings } = readSettings();
  return withLogs(levels, async (databases) => {
    const network = await openReadModel(networkSettings, createLogger('cli', networkSettings.logLevel));
    try {
      const findings: Finding[] = [];
      for (const level of caseLevels) {
        const database = databaseOf(databases, level);
        const name = level.toLowerCase();
        findings.push(await verifyDatabase(name, database), await compareWithNetwork(level, database, network));
        if (archives !== undefined) {
          findings.push(await verifyArchives(name, database, { folder: archives, jwksFile: levels.city.jwksFile }));
        }
      }
      return findings;
    } finally {
      await network.close();
    }
  });
}

async function trimAll(archives: string | undefined): Promise<void> {
  const { levels, values } = readSettings();
  const months = values.LOG_RETENTION_MONTHS;
  if (months === undefined) {
    throw new ClientError(
      'CONFIGURATION_INVALID',
      'LOG_RETENTION_MONTHS is off: every event is kept, and none is trimmed.',
    );
  }
  const folder = archives ?? values.LOG_ARCHIVE_DIR;
  if (folder === undefined)
    throw new ClientError('INPUT_INVALID', '--archives is missing: it takes the folder to which old events are moved.');
  const before = new Date(`${addMonths(beijingDay(new Date()), -months)}T00:00:00+08:00`);
  const key = await readSigningKey(readKeyFiles(process.env).privateKeyFile);
  await withLogs(levels, async (databases) => {
    for (const level of caseLevels) {
      const name = level.toLowerCase();
      const trimmed = await trimLog(databaseOf(databases, level), { name, before, folder, key });
      const text = trimmed ? `events ${trimmed.from} to ${trimmed.to} are in ${trimmed.file}` : 'nothing is old enough';
      console.log(`${name}: ${text}`);
    }
  });
}

async function runExport(id: string, out: string | undefined): Promise<void> {
  const code = parseDivisionCode(divisionOfId(parseSuggestionId(id)));
  const level: CaseLevel = code.length === 9 ? 'TOWNSHIP' : isCityCode(code) ? 'CITY' : 'DISTRICT';
  const key = await readSigningKey(readKeyFiles(process.env).privateKeyFile);
  const document = await withLogs(readSettings().levels, (databases) =>
    exportCase(databaseOf(databases, level), { level, id, now: new Date(), key }),
  );
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text, { mode: 0o600 });
}

function databaseOf({ city, district, township }: LevelDatabases, level: CaseLevel) {
  return { CITY: city, DISTRICT: district, TOWNSHIP: township }[level];
}
