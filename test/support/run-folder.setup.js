import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Once for a run of jest: a folder for what its test files share. */
export default async function createRunFolder() {
  process.env.TEST_RUN_FOLDER = await mkdtemp(join(tmpdir(), 'liaison-run-'));
}
