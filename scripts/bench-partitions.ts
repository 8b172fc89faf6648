/**
 * Times network-overview over one district endpoint and over 18 partitions of it, each with its own database, all in one
 * process on SQLite. The two are asked in turn, so that what else the machine does weighs on both alike:
 *
 *   npm run bench:partitions
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAll } from '../cli/start/start-all.ts';
import { startVariables } from '../cli/start/start-variables.ts';
import { startGateway } from '../gateway/app.ts';
import { gatewayConfig, gatewayVariables } from '../gateway/config.ts';
import { readEnvironment } from '../shared/config/environment.ts';
import { openLevelDatabase } from '../shared/suggestion/start-level.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { districtConfig, districtVariables } from '../subgraphs/district/config.ts';
import { districtLevel } from '../subgraphs/district/app.ts';
import { startPartitionedDistricts } from './partitioned-districts.ts';

const warmUps = 10;
const runs = 60;
const logger = createLogger('bench', 'warn');
const file = join(import.meta.dirname, '..', 'schema', 'operations', 'network-overview.graphql');
const body = JSON.stringify({ query: await readFile(file, 'utf8'), variables: { city: '230100' } });

async function ask(url: string): Promise<{ readonly text: string; readonly milliseconds: number }> {
  const start = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await answer.text();
  return { text, milliseconds: performance.now() - start };
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((left, right) => left - right)[Math.floor(share * (times.length - 1))] ?? 0;
}

await using resources = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'partitions-'));
resources.defer(() => rm(folder, { recursive: true }));
const all = await startAll(readEnvironment(startVariables, { DATA_DIR: folder, PORT: '0' }));
resources.defer(() => all.stop());
const levelConfig = districtConfig(readEnvironment(districtVariables, { DATA_DIR: folder }));
const source = await openLevelDatabase(districtLevel, levelConfig, logger);
resources.defer(() => source.close());
const jwksFile = join(folder, 'keys', 'jwks.json');
const districts = resources.use(await startPartitionedDistricts({ source, folder, jwksFile, logger }));
const environment = { PORT: '0', DATA_DIR: folder, GATEWAY_SUPERGRAPH: join(folder, 'gateway', 'supergraph.graphql') };
const gatewayOf = async (more: object) => {
  const config = gatewayConfig(readEnvironment(gatewayVariables, { ...environment, ...more }));
  const gateway = await startGateway(config, logger);
  resources.defer(() => gateway.stop());
  return gateway.url;
};
const urls = {
  'one endpoint': await gatewayOf({}),
  '18 partitions': await gatewayOf({ GATEWAY_PARTITIONS: districts.file }),
};

const times: Record<string, number[]> = { 'one endpoint': [], '18 partitions': [] };
const texts = new Set<string>();
for (let run = -warmUps; run < runs; run += 1) {
  for (const [name, url] of Object.entries(urls)) {
    const { text, milliseconds } = await ask(url);
    texts.add(text);
    if (run >= 0) times[name]?.push(milliseconds);
  }
}
if (texts.size !== 1) throw new Error('The answers are not equal.');
console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${runs} runs after ${warmUps}\n`,
);
console.log('| district is served by | median, ms | p95, ms |\n|---|---|---|');
for (const [name, list] of Object.entries(times)) {
  console.log(`| ${name} | ${quantile(list, 0.5).toFixed(1)} | ${quantile(list, 0.95).toFixed(1)} |`);
}
const ratio = quantile(times['18 partitions'] ?? [], 0.5) / quantile(times['one endpoint'] ?? [], 0.5);
console.log(`\nRatio of the medians: ${ratio.toFixed(2)}`);
