/**
 * Times the named operation network-overview (one city, its districts, their stations, their homes with their
 * community's name) through the gateway, all services in one process on SQLite, with each engine. Prints a Markdown
 * table for docs/benchmarks.md:
 *
 *   npm run bench:overview
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAll } from '../cli/start/start-all.ts';
import { startVariables } from '../cli/start/start-variables.ts';
import { readEnvironment } from '../shared/config/environment.ts';

const warmUps = 5;
const runs = 30;

const query = await readFile(
  join(import.meta.dirname, '..', 'schema', 'operations', 'network-overview.graphql'),
  'utf8',
);

interface Sample {
  readonly milliseconds: number;
  readonly bytes: number;
  /** Requests that left for a subgraph. */
  readonly calls: number;
}

async function ask(url: string): Promise<Sample> {
  let calls = -1; // the request of this script itself
  const count = (): void => void (calls += 1);
  subscribe('undici:request:create', count);
  const start = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { city: '230100' } }),
  });
  const text = await answer.text();
  const milliseconds = performance.now() - start;
  unsubscribe('undici:request:create', count);
  if ((JSON.parse(text) as { errors?: unknown }).errors) throw new Error(text.slice(0, 500));
  return { milliseconds, bytes: Buffer.byteLength(text), calls };
}

async function measure(engine: 'apollo' | 'liaison'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'overview-'));
  const environment = { DATA_DIR: folder, PORT: '0', GATEWAY_ENGINE: engine };
  const service = await startAll(readEnvironment(startVariables, environment));
  try {
    const first = await ask(service.url);
    for (let run = 1; run < warmUps; run++) await ask(service.url);
    const samples: Sample[] = [];
    for (let run = 0; run < runs; run++) samples.push(await ask(service.url));
    const times = samples.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
    const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
    const cells = [
      engine,
      first.milliseconds.toFixed(0),
      at(0.5),
      at(0.95),
      first.calls,
      (first.bytes / 1024).toFixed(0),
    ];
    return `| ${cells.join(' | ')} |`;
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${runs} runs after ${warmUps}\n`,
);
console.log('| engine | first, ms | median, ms | p95, ms | subgraph calls | response, KiB |');
console.log('|---|---|---|---|---|---|');
for (const engine of ['apollo', 'liaison'] as const) console.log(await measure(engine));
