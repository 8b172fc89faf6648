import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const program = join(import.meta.dirname, '../../bench/node_modules/@graphql-hive/gateway/dist/bin.js');

/** It is no dependency of the product: `npm ci --prefix bench` installs it with the other gateways to compare with. */
export const isHiveInstalled = existsSync(program);

export interface HiveGateway extends AsyncDisposable {
  readonly url: string;
}

export interface HiveSource {
  /** Where it looks for the supergraph, in the form of Hive's CDN. */
  readonly endpoint: string;
  readonly key: string;
}

/** Milliseconds until it answers; it loads a lot. */
const startLimit = 60_000;

/** Hive Gateway as a process of its own, on a supergraph that it polls for every ten seconds, its shortest interval. */
export async function startHiveGateway({ endpoint, key }: HiveSource): Promise<HiveGateway> {
  const port = await freePort();
  const parameters = ['supergraph', '--host', '127.0.0.1', '--port', String(port), '--polling', '10s'];
  const source = ['--hive-cdn-endpoint', endpoint, '--hive-cdn-key', key, '--hive-router-runtime'];
  const child = spawn(process.execPath, [program, ...parameters, ...source], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/graphql`;
  const gateway: HiveGateway = {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  const begin = performance.now();
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - begin > startLimit) {
      await gateway[Symbol.asyncDispose]();
      throw new Error(`Hive Gateway does not answer:\n${output}`);
    }
    await delay(100);
  }
  return gateway;
}

async function answers(url: string): Promise<boolean> {
  try {
    const body = JSON.stringify({ query: '{ __typename }' });
    return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).ok;
  } catch {
    return false;
  }
}
