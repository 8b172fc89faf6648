import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How to start a server; it listens on the port of 127.0.0.1 that the variable PORT names. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly origin: string;
  readonly pid: number;
  /** SIGTERM, and SIGKILL where that does not end it. */
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();

/** Milliseconds that a server has until it answers. */
const startTimeout = 40_000;
/** Milliseconds that a server has to end. */
const stopTimeout = 5_000;
/** Characters of its output that are kept for when it fails. */
const keptOutput = 4_000;

/** Kills at once whatever was started and still runs. */
export function killChildren(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** Resolves once `isReady` says that the server at its origin answers. */
export async function startServer(
  { command, args, env = {} }: Launch,
  isReady: (origin: string) => Promise<boolean>,
): Promise<RunningServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(command, [...args], { env: { ...cleanEnvironment(), ...env, PORT: String(port) } });
  const output = track(child);
  const deadline = Date.now() + startTimeout;
  while (!(await isReady(origin).catch(() => false))) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${command} ${args.join(' ')} does not serve (${ended ?? 'no answer in time'}):\n${output()}`);
    }
    await wait(50);
  }
  return { origin, pid: child.pid as number, stop: () => stop(child) };
}

/** Notes a child, so that it is killed at the end whatever happens; returns the last that it wrote. */
export function track(child: ChildProcess): () => string {
  let output = '';
  const keep = (chunk: Buffer): void => void (output = (output + String(chunk)).slice(-keptOutput));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  children.add(child);
  child.once('exit', () => children.delete(child));
  return () => output;
}

async function stop(child: ChildProcess): Promise<void> {
  if (!children.has(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
  await ended;
  clearTimeout(timer);
}

/** Nothing of the caller's settings reaches what is measured. */
export function cleanEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: 'production', LOG_LEVEL: 'error' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
