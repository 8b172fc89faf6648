import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Replaces the result of the last run of this benchmark. */
export async function writeResult(name: string, result: object): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
}
