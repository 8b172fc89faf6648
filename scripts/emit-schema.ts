/**
 * Writes what clients and operators read of the graph into schema/: each subgraph's SDL and the supergraph that is
 * composed of them. With --check it writes nothing and fails where a file differs from the code.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emittedSchemas } from './emitted-schemas.ts';

const folder = join(import.meta.dirname, '..', 'schema');
const isCheck = process.argv.includes('--check');
let differing = 0;
for (const [name, content] of Object.entries(await emittedSchemas())) {
  const file = join(folder, name);
  const stored = await readFile(file, 'utf8').catch(() => '');
  if (stored === content) continue;
  if (isCheck) {
    differing += 1;
    console.error(`schema/${name} differs from the code: run "npm run schema" and commit the change.`);
  } else {
    await writeFile(file, content);
    console.log(`wrote schema/${name}`);
  }
}
process.exitCode = differing > 0 ? 1 : 0;
