import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A child process of Node on one of the product's files; disposing kills it where it still runs. */
export interface RunningProcess extends AsyncDisposable {
  /** The URL after `ready` on standard output; rejects with all that was printed where the process ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<ProcessEnd>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a file as `npm run cli` and the containers do, with nothing in its environment but PATH and what is given. */
export function startProcess(
  [file, ...parameters]: readonly [string, ...string[]],
  environment: ProcessEnvironment,
): RunningProcess {
  const loader = ['--enable-source-maps', '--import', '@swc-node/register/esm-register'];
  const child = spawn(process.execPath, [...loader, file, ...parameters], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const ready = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<ProcessEnd>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const [, url] = /^ready (\S+)\n/m.exec(stdout) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('error', (error) => ended.reject(error));
  child.on('close', (code, signal) => {
    ready.reject(new Error(`${file} ended with ${code ?? signal}:\n${stdout}${stderr}`));
    ended.resolve({ code, signal, stdout, stderr });
  });
  ready.promise.catch(() => undefined);
  return {
    ready: ready.promise,
    ended: ended.promise,
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended.promise;
    },
  };
}

/** Milliseconds after which a command that has not ended is killed, so that it does not outlive its test. */
const commandLimit = 60_000;

/** Runs the `liaison` command to its end. */
export async function runCommand(parameters: readonly string[], environment: ProcessEnvironment): Promise<ProcessEnd> {
  const command = startProcess(['cli/liaison.ts', ...parameters], environment);
  const timer = setTimeout(() => command.kill('SIGKILL'), commandLimit);
  return command.ended.finally(() => clearTimeout(timer));
}

/** Runs a command that must succeed, and gives its standard output. */
export async function commandOutput(parameters: readonly string[], environment: ProcessEnvironment): Promise<string> {
  const { code, stdout, stderr } = await runCommand(parameters, environment);
  if (code !== 0) throw new Error(`liaison ${parameters.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout.trim();
}

export interface TestFolder extends AsyncDisposable {
  readonly path: string;
}

export async function createTestFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'liaison-folder-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
