import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../shared/database/open-database.ts';
import { readEnvironment } from '../shared/config/environment.ts';
import type { RunningLevel } from '../shared/suggestion/start-level.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { startDistrict } from '../subgraphs/district/app.ts';
import { districtConfig, districtVariables } from '../subgraphs/district/config.ts';
import { TownshipEntity } from '../subgraphs/district/division/township.entity.ts';
import { StationEntity } from '../subgraphs/district/station/station.entity.ts';

/** The districts of a city as systems of their own: an endpoint and a database each, with its towns and stations. */
export interface PartitionedDistricts extends AsyncDisposable {
  readonly codes: readonly string[];
  /** A partition file that names them all. */
  readonly file: string;
  endpoint(code: string): RunningLevel;
  stop(code: string): Promise<void>;
  /** Starts it again on its port and its database. */
  start(code: string): Promise<void>;
}

export interface PartitionedDistrictsOptions {
  /** Of the one endpoint whose divisions and stations they get. */
  readonly source: Database;
  /** For their databases and the partition file. */
  readonly folder: string;
  readonly jwksFile: string;
  readonly logger: Logger;
}

export async function startPartitionedDistricts(options: PartitionedDistrictsOptions): Promise<PartitionedDistricts> {
  const { source, folder, jwksFile, logger } = options;
  const rows = await source.fork().findAll(TownshipEntity, { disableIdentityMap: true });
  const codes = [...new Set(rows.map(({ districtCode }) => districtCode))].sort();
  const running = new Map<string, RunningLevel>();
  const ports = new Map<string, number>();

  async function start(code: string): Promise<void> {
    const data = join(folder, code);
    await mkdir(data, { recursive: true });
    const environment = {
      PORT: String(ports.get(code) ?? 0),
      DATA_DIR: data,
      AUTH_JWKS_FILE: jwksFile,
      CLOCK_INTERVAL: 'off',
    };
    const level = await startDistrict(districtConfig(readEnvironment(districtVariables, environment)), { logger });
    running.set(code, level);
    ports.set(code, level.port);
  }

  async function stop(code: string): Promise<void> {
    const level = running.get(code);
    running.delete(code);
    await level?.stop();
  }

  for (const code of codes) {
    await start(code);
    await copyDivision(source, endpoint(code).database, code);
  }

  function endpoint(code: string): RunningLevel {
    const level = running.get(code);
    if (!level) throw new Error(`The district ${code} is stopped.`);
    return level;
  }

  const file = join(folder, 'partitions.json');
  const partitions = codes.map((code) => ({ codes: [code], url: endpoint(code).url }));
  await writeFile(file, JSON.stringify({ subgraphs: [{ name: 'district', partitions }] }));
  return {
    codes,
    file,
    endpoint,
    stop,
    start,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

async function copyDivision(from: Database, to: Database, districtCode: string): Promise<void> {
  const plain = { disableIdentityMap: true } as const;
  const townships = await from.fork().find(TownshipEntity, { districtCode }, plain);
  const stations = await from.fork().find(StationEntity, { districtCode }, plain);
  await to.fork().insertMany(
    TownshipEntity,
    townships.map((row) => ({ ...row })),
  );
  await to.fork().insertMany(
    StationEntity,
    stations.map((row) => ({ ...row })),
  );
}
