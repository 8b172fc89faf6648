import { ensureSigningKey } from '../../shared/auth/signing-key.ts';
import type { VariableValues } from '../../shared/config/environment.ts';
import { feedSettings, subgraphConfig, type SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import type { DatabaseTarget } from '../../shared/database/database-url.ts';
import { startWakeBus } from '../../shared/events/wake-bus.ts';
import type { Clock } from '../../shared/subgraph/request-scope.ts';
import type { RunningService } from '../../shared/subgraph/start-subgraph.ts';
import { openHolidayCalendar } from '../../shared/suggestion/start-level.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startGateway } from '../../gateway/app.ts';
import { gatewayConfig } from '../../gateway/config.ts';
import { startCity } from '../../subgraphs/city/app.ts';
import { startDistrict } from '../../subgraphs/district/app.ts';
import { startNetwork } from '../../subgraphs/network/app.ts';
import { networkConfig } from '../../subgraphs/network/config.ts';
import { startTownship } from '../../subgraphs/township/app.ts';
import { keyFilesOf } from '../command/keys.command.ts';
import { firstStart } from './first-start.ts';
import type { startVariables } from './start-variables.ts';

export type StartValues = VariableValues<typeof startVariables>;

/** City, district, township and network listen on the ports after the gateway's; with port 0 each takes any free one. */
const offsets = { city: 1, district: 2, township: 3, network: 4 } as const;

/** All five services in this process, with their wake-ups in memory (or over Redis where it is set). */
export async function startAll(values: StartValues, clock: Clock = () => new Date()): Promise<RunningService> {
  const resources = new AsyncDisposableStack();
  try {
    return await start(values, { resources, clock });
  } catch (error) {
    await resources.disposeAsync();
    throw error;
  }
}

interface StartTerms {
  /** What was taken so far; given back in the reverse order. */
  readonly resources: AsyncDisposableStack;
  readonly clock: Clock;
}

async function start(values: StartValues, { resources, clock }: StartTerms): Promise<RunningService> {
  await ensureSigningKey(keyFilesOf(values));
  const bus = startWakeBus(values.REDIS_URL, createLogger('start', values.LOG_LEVEL));
  resources.defer(() => bus.close());
  const keep = <Service extends RunningService>(service: Service): Service =>
    resources.adopt(service, (running) => running.stop());
  const configOf = (name: keyof typeof offsets, database: DatabaseTarget | undefined): SubgraphConfig => ({
    ...subgraphConfig(name, { ...values, PORT: portOf(values, name) }, database),
    ...feedSettings(values),
  });
  const resourcesOf = (name: string) => ({ logger: createLogger(name, values.LOG_LEVEL), bus, clock });
  const calendar = await openHolidayCalendar(
    { holidaysFile: values.HOLIDAYS_FILE },
    createLogger('start', values.LOG_LEVEL),
  );
  const levelResourcesOf = (name: string) => ({ ...resourcesOf(name), calendar });

  const city = keep(await startCity(configOf('city', values.CITY_DATABASE_URL), levelResourcesOf('city')));
  const district = keep(
    await startDistrict(configOf('district', values.DISTRICT_DATABASE_URL), levelResourcesOf('district')),
  );
  const township = keep(
    await startTownship(configOf('township', values.TOWNSHIP_DATABASE_URL), levelResourcesOf('township')),
  );
  const databases = { city: city.database, district: district.database, township: township.database };
  const logger = createLogger('start', values.LOG_LEVEL);
  await firstStart(databases, { amount: values.SEED, now: clock(), logger });

  const feeds = [
    { level: 'CITY' as const, url: webSocketUrl(city) },
    { level: 'DISTRICT' as const, url: webSocketUrl(district) },
    { level: 'TOWNSHIP' as const, url: webSocketUrl(township) },
  ];
  for (const level of [city, district, township]) {
    const link = await level.linkWith(feeds);
    // Before the neighbours go, whose end would be a fault to it.
    resources.defer(() => link.stop());
  }
  const settings = { ...values, PORT: portOf(values, 'network'), NETWORK_FEEDS: feeds };
  const network = keep(await startNetwork(networkConfig(settings), resourcesOf('network')));
  const subgraphs = Object.entries({ city, district, township, network }).map(([name, { url }]) => ({ name, url }));
  const settingsOfGateway = gatewayConfig({ ...values, GATEWAY_SUBGRAPHS: subgraphs });
  const gateway = keep(await startGateway(settingsOfGateway, createLogger('gateway', values.LOG_LEVEL)));
  // The graph answers for the whole truth only when the read model has seen every event that the levels hold.
  await network.caughtUp();
  return { url: gateway.url, port: gateway.port, stop: () => resources.disposeAsync() };
}

function portOf({ PORT }: StartValues, name: keyof typeof offsets): number {
  return PORT === 0 ? 0 : PORT + offsets[name];
}

function webSocketUrl({ url }: RunningService): string {
  return url.replace(/^http/, 'ws');
}
