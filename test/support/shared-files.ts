import { access, copyFile, mkdir, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds that another worker has to make what this one waits for. */
const makeLimit = 180_000;

/**
 * Files that take long to make and are the same for several test files of a run: whoever comes first makes them, in the
 * folder that `make` gets; the others wait. Gives a function that copies one of them.
 */
export async function shareFiles(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<(file: string, target: string) => Promise<void>> {
  const folder = join(process.env['TEST_RUN_FOLDER'] ?? '', name);
  const failure = `${folder}.failed`;
  const making = `${folder}.making`;
  if (await isFirst(making, folder)) {
    try {
      await make(making);
      await rename(making, folder);
    } catch (error) {
      await writeFile(failure, String(error));
      throw error;
    }
  }
  const begin = performance.now();
  while (!(await exists(folder))) {
    if (await exists(failure)) throw new Error(`Another test file could not make ${name}; its message says why.`);
    if (performance.now() - begin > makeLimit) throw new Error(`${name} was not made in ${makeLimit / 1000} s.`);
    await delay(100);
  }
  return (file, target) => copyFile(join(folder, file), target);
}

/** A folder is made by one only. It has another name when the work is done. */
async function isFirst(making: string, made: string): Promise<boolean> {
  try {
    await mkdir(making);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  if (!(await exists(made))) return true;
  await rmdir(making);
  return false;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
