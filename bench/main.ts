/** `npm run bench`: installs what the benchmarks need where it is missing, and runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

for (const folder of [import.meta.dirname, join(import.meta.dirname, 'mercurius')]) {
  if (existsSync(join(folder, 'node_modules'))) continue;
  console.error(`Installing gateways to compare with into ${folder} …`);
  const { status } = spawnSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
const { runProgram } = await import('./program.ts');
process.exit(await runProgram(process.argv.slice(2)));
