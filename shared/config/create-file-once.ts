import { randomUUID } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

/**
 * Creates a file with all of its content at once, or leaves the one that is there alone: of processes that start
 * together one is first, and no other ever reads a half-written or empty file. False where it was there already.
 */
export async function createFileOnce(file: string, content: string, mode: number): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, content, { mode, flag: 'wx' });
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(temporary);
  }
}
