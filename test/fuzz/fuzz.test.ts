import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** More of them: npm run fuzz. */
const count = 5_000;
const limit = 300_000;

/** A process of its own, since the native planner can end the one that it is in, or never end. */
async function runFuzz(): Promise<string> {
  const parameters = ['--import', '@swc-node/register/esm-register', 'test/fuzz/main.ts', '--count', String(count)];
  const options = { timeout: limit, killSignal: 'SIGKILL', env: { PATH: process.env['PATH'] } } as const;
  try {
    return (await promisify(execFile)(process.execPath, parameters, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}\n${stderr}`, { cause: error });
  }
}

// No database has a part in it: once is enough.
const declare = process.env['TEST_DATABASE_URL'] === undefined ? test : test.skip;

declare(
  `${count} random operations are answered by both engines as by one server`,
  async () => expect(await runFuzz()).toContain(`${count} of ${count} operations, 0 answered wrongly`),
  limit,
);
