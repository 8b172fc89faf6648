import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

const program = join(import.meta.dirname, '../../examples/district-system/main.js');
const deskKey = 'key-of-the-desk';

/** The example of a district's own system as a process of its own, with a file of events of its own. */
export interface DistrictSystem extends AsyncDisposable {
  readonly url: string;
  /** One act at the clerks' desk; gives the case after it. */
  act(name: string, input: Record<string, unknown>): Promise<{ id: string; status: string; version: number }>;
  /** Stops the process, as somebody who pulls the plug would, and starts it again on the same port and file. */
  restart(): Promise<void>;
}

export async function startDistrictSystem(): Promise<DistrictSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'district-system-'));
  const eventsFile = join(folder, 'events.jsonl');
  let { child, url } = await launch(eventsFile, String(await freePort()));
  return {
    url,
    async act(name, input) {
      const response = await fetch(new URL('/desk', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-desk-key': deskKey },
        body: JSON.stringify({ ...input, act: name }),
      });
      const answer = (await response.json()) as { errors?: { message: string }[]; id: string };
      if (answer.errors) throw new Error(answer.errors[0]?.message);
      return answer as never;
    },
    async restart() {
      await stop(child, 'SIGKILL');
      ({ child, url } = await launch(eventsFile, new URL(url).port));
    },
    async [Symbol.asyncDispose]() {
      await stop(child, 'SIGTERM');
      await rm(folder, { recursive: true });
    },
  };
}

async function launch(eventsFile: string, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PORT: port, EVENTS_FILE: eventsFile, DESK_KEY: deskKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`The district system ended with exit code ${child.exitCode}.`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
