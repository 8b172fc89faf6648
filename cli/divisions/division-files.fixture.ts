import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DivisionFileError } from './division-file-error.ts';
import { readDivisionFiles, type DivisionFiles } from './division-files.ts';

export const areaHeader = 'code,name,cityCode,provinceCode\n';
export const streetHeader = 'code,name,areaCode,provinceCode,cityCode\n';
export const villageHeader = 'code,name,streetCode,provinceCode,cityCode,areaCode\n';

/** One right row of each level. */
export const rightFiles = {
  areas: `${areaHeader}230102,"道里区",2301,23\n`,
  streets: `${streetHeader}230102001,"兆麟街道",230102,23,2301\n`,
  villages: `${villageHeader}230102001001,"省报社社区居委会",230102001,23,2301,230102\n`,
};

/** A folder with three files of which a test spoils some; gone when the test disposes of it. */
export interface DivisionFolder extends AsyncDisposable {
  readonly path: string;
  readonly files: DivisionFiles;
  /** The faults of the files, with the folder taken out of the paths; fails if there are none. */
  faults(files?: DivisionFiles): Promise<readonly string[]>;
}

export async function createDivisionFolder(
  changes: Partial<Record<keyof typeof rightFiles, string | Uint8Array>> = {},
): Promise<DivisionFolder> {
  const path = await mkdtemp(join(tmpdir(), 'division-files-'));
  const at = (level: string) => join(path, `${level}.csv`);
  for (const [level, content] of Object.entries({ ...rightFiles, ...changes })) await writeFile(at(level), content);
  const files = { city: '2301', areas: at('areas'), streets: at('streets'), villages: at('villages') };
  return {
    path,
    files,
    faults: async (given = files) => (await faultsOf(given)).map((fault) => fault.replaceAll(`${path}/`, '')),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

async function faultsOf(files: DivisionFiles): Promise<readonly string[]> {
  const error: unknown = await readDivisionFiles(files).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DivisionFileError) return error.faults;
  throw new Error('The files were not refused as such', { cause: error });
}
