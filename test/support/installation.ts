import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase } from './test-database.ts';
import { createTestFolder, type ProcessEnvironment } from './whole-graph.process.ts';

/** Empty databases and an empty data folder, as the environment of a command names them. */
export interface Installation extends AsyncDisposable {
  readonly folder: string;
  readonly environment: ProcessEnvironment;
}

export async function createInstallation(): Promise<Installation> {
  const stack = new AsyncDisposableStack();
  const url = async (name: string): Promise<string> => stack.use(await createTestDatabase(name)).url;
  const folder = stack.use(await createTestFolder()).path;
  const environment = {
    DATA_DIR: folder,
    CITY_DATABASE_URL: await url('city'),
    DISTRICT_DATABASE_URL: await url('district'),
    TOWNSHIP_DATABASE_URL: await url('township'),
    NETWORK_DATABASE_URL: await url('network'),
    REDIS_URL: process.env['TEST_REDIS_URL'],
    STARTUP_TIMEOUT: '20s',
    PORT: '0',
  };
  return { folder, environment, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The same without what belongs to network: what commands on the three levels take. */
export function ofLevels({ environment }: Installation): ProcessEnvironment {
  const { NETWORK_DATABASE_URL: _network, ...others } = environment;
  return others;
}

/** Paths of Harbin's files, as they are typed at the root of the product. */
export const harbinFiles = fileOptions('2301', 'data/harbin');

export function fileOptions(city: string, folder: string): string[] {
  const names = ['areas', 'streets', 'villages'];
  return ['--city', city, ...names.flatMap((name) => [`--${name}`, join(folder, `${name}.csv`)])];
}

/** A city that is made up but for its own name and its code: one district, one street, one town, three places in them. */
export const otherCity: Readonly<Record<'areas' | 'streets' | 'villages', readonly string[]>> = {
  areas: ['code,name,cityCode,provinceCode', '230202,"甲区",2302,23'],
  streets: [
    'code,name,areaCode,provinceCode,cityCode',
    '230202001,"一街道",230202,23,2302',
    '230202100,"二镇",230202,23,2302',
  ],
  villages: [
    'code,name,streetCode,provinceCode,cityCode,areaCode',
    '230202001001,"第一社区居委会",230202001,23,2302,230202',
    '230202001002,"第二社区居委会",230202001,23,2302,230202',
    '230202100200,"第三村村委会",230202100,23,2302,230202',
  ],
};

export async function writeDivisionFiles(folder: string, files: Partial<typeof otherCity> = {}): Promise<void> {
  for (const [name, lines] of Object.entries({ ...otherCity, ...files })) {
    await writeFile(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
  }
}
