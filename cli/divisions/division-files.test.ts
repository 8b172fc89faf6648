import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DivisionFileError } from './division-file-error.ts';
import { readDivisionFiles, type DivisionFiles } from './division-files.ts';

const areaHeader = 'code,name,cityCode,provinceCode\n';
const streetHeader = 'code,name,areaCode,provinceCode,cityCode\n';
const villageHeader = 'code,name,streetCode,provinceCode,cityCode,areaCode\n';
const good = {
  areas: `${areaHeader}230102,"道里区",2301,23\n`,
  streets: `${streetHeader}230102001,"兆麟街道",230102,23,2301\n`,
  villages: `${villageHeader}230102001001,"省报社社区居委会",230102001,23,2301,230102\n`,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'division-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function files(changes: Partial<Record<keyof typeof good, string | Uint8Array>> = {}): Promise<DivisionFiles> {
  for (const [level, content] of Object.entries({ ...good, ...changes })) await writeFile(pathOf(level), content);
  return { city: '2301', areas: pathOf('areas'), streets: pathOf('streets'), villages: pathOf('villages') };
}

const pathOf = (level: string) => join(folder, `${level}.csv`);

async function faultsOf(given: DivisionFiles): Promise<readonly string[]> {
  const error: unknown = await readDivisionFiles(given).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DivisionFileError)) throw new Error('The files were taken', { cause: error });
  expect(error.code).toBe('DIVISION_FILE_INVALID');
  for (const fault of error.faults) expect(error.message).toContain(fault);
  return error.faults.map((fault) => fault.replaceAll(`${folder}/`, ''));
}

describe('right files', () => {
  test('give the divisions of Harbin with their kinds, and say how far the reading is', async () => {
    const seen: string[] = [];
    const at = (level: string) => `data/harbin/${level}.csv`;
    const set = await readDivisionFiles(
      { city: '2301', areas: at('areas'), streets: at('streets'), villages: at('villages') },
      { onProgress: ({ file, bytesRead, bytesTotal }) => bytesRead === bytesTotal && seen.push(file) },
    );
    expect(set.city).toEqual({ code: '230100', name: '哈尔滨市' });
    expect([set.areas.length, set.streets.length, set.villages.length]).toEqual([18, 328, 3158]);
    expect(set.areas[0]).toEqual({ code: '230102', name: '道里区', kind: 'DISTRICT', parentCode: '230100' });
    expect(set.villages[0]).toEqual({
      code: '230102001001',
      name: '省报社社区居委会',
      kind: 'COMMUNITY',
      parentCode: '230102001',
    });
    expect(seen).toEqual([at('areas'), at('streets'), at('villages')]);
  });

  test('may have a byte order mark, CRLF, blank lines, quoted values throughout and no line end at the end', async () => {
    const areas = `\uFEFF"code","name","cityCode","provinceCode"\r\n"230102","道里区","2301","23"\r\n\r\n230103,南岗区,2301,23`;
    const set = await readDivisionFiles(await files({ areas }));
    expect(set.areas.map(({ code, name }) => [code, name])).toEqual([
      ['230102', '道里区'],
      ['230103', '南岗区'],
    ]);
  });

  test.each([
    '兆麟,街道',
    '兆麟"街道"',
    '🏮红灯🧑‍🌾街道',
    '𠮷𠮷街道',
    "街道'); DROP TABLE division; --",
    '{{name}} $name <b>街道</b>',
    ' 兆麟街道　',
    '𠮷'.repeat(100),
  ])('bring the name %j through to the last character', async (name) => {
    const streets = `${streetHeader}230102001,"${name.replaceAll('"', '""')}",230102,23,2301\n`;
    expect((await readDivisionFiles(await files({ streets }))).streets[0]?.name).toBe(name);
  });
});

describe('a wrong row is told with its line', () => {
  test.each<[string, string, string]>([
    ['letters in the code', '23010200x,"街道",230102,23,2301', 'the code "23010200x" is not 9 digits'],
    ['a code of another length', '230102,"街道",230102,23,2301', 'the code "230102" is not 9 digits'],
    ['no code', ',"街道",230102,23,2301', 'the code "" is not 9 digits'],
    [
      'too few values',
      '230102002,"街道",230102',
      'has 3 values; it takes 5 (code,name,areaCode,provinceCode,cityCode)',
    ],
    [
      'too many values',
      '230102002,街,道,230102,23,2301',
      'has 6 values; it takes 5 (code,name,areaCode,provinceCode,cityCode)',
    ],
    ['a line of blanks', '  ', 'has 1 value; it takes 5 (code,name,areaCode,provinceCode,cityCode)'],
    ['no name', '230102002,,230102,23,2301', 'the name is missing'],
    ['a blank name', '230102002," 　\u200b",230102,23,2301', 'the name is blank'],
    ['a tab in the name', '230102002,"街\t道",230102,23,2301', 'the name "街\\t道" holds a control character'],
    [
      'a lost character',
      '230102002,"街\uFFFD",230102,23,2301',
      'the name "街\uFFFD" holds U+FFFD, the mark of a character that was lost',
    ],
    [
      'a long name',
      `230102002,${'街'.repeat(101)},230102,23,2301`,
      'the name has 101 characters; it takes at most 100',
    ],
    [
      'an open quote',
      '230102002,"街道,230102,23,2301',
      'has a double quote that is not closed on this line; a value cannot run over several lines',
    ],
    [
      'a quote inside',
      '230102002,街"道,230102,23,2301',
      'has a double quote inside a value that does not begin with one; quote the whole value and double the quote',
    ],
    [
      'text after a quote',
      '230102002,"街"道,230102,23,2301',
      'has text after a closing double quote; double the quote if it is part of the value',
    ],
    ['a repeat', '230102001,"街道",230102,23,2301', 'the code 230102001 stands already on line 2'],
    [
      'an unknown parent',
      '230103001,"街道",230103,23,2301',
      'the code 230103001 lies in 230103, which is not in areas.csv',
    ],
    [
      'another parent',
      '230102002,"街道",230103,23,2301',
      'the code 230102002 does not begin with its areaCode "230103"; by the code it is 230102',
    ],
    [
      'another city column',
      '230102002,"街道",230102,23,2302',
      'the code 230102002 does not begin with its cityCode "2302"; by the code it is 2301',
    ],
    ['another city', '230202002,"街道",230202,23,2302', 'the code 230202002 does not belong to the city 2301'],
  ])('%s', async (_, row, fault) => {
    const streets = `${good.streets}${row}\n`;
    expect(await faultsOf(await files({ streets }))).toEqual([`streets.csv:3: ${fault}`]);
  });

  test('bytes that are not UTF-8', async () => {
    const gbk = Buffer.concat([
      Buffer.from(`${good.streets}230102002,"`),
      Buffer.from([0xbd, 0xd6, 0xb5, 0xc0]),
      Buffer.from('",230102,23,2301\n'),
    ]);
    const villages = `${good.villages}230102002001,"某社区居委会",230102002,23,2301,230102\n`;
    // The street's code could still be read, so the community in it is no orphan.
    expect(await faultsOf(await files({ streets: gbk, villages }))).toEqual([
      expect.stringMatching(/^streets\.csv:3: is not UTF-8; save/),
    ]);
  });

  test('the code of the city itself', async () => {
    const areas = `${good.areas}230100,"哈尔滨市",2301,23\n`;
    const fault = 'the code 230100 is that of the city itself; cities without districts cannot be imported';
    expect(await faultsOf(await files({ areas }))).toEqual([`areas.csv:3: ${fault}`]);
  });

  test('an unknown street of a village', async () => {
    const villages = `${good.villages}230102099001,"某社区居委会",230102099,23,2301,230102\n`;
    expect(await faultsOf(await files({ villages }))).toEqual([
      'villages.csv:3: the code 230102099001 lies in 230102099, which is not in streets.csv',
    ]);
  });
});

describe('all faults come at once', () => {
  test('of one row, of many rows and of all three files, with physical line numbers', async () => {
    const faults = await faultsOf(
      await files({
        areas: `${good.areas}\r\n230103,"南岗区,2301,23\r\n230104,"道外区",2301,23\r\n2301,,2301,23\r\n`,
        villages: `${good.villages}\n\n230102001002,,230102001,23,2302,230102\n`,
      }),
    );
    expect(faults.map((fault) => fault.slice(0, fault.indexOf(': ')))).toEqual([
      'areas.csv:4',
      'areas.csv:6',
      'areas.csv:6',
      'villages.csv:5',
      'villages.csv:5',
    ]);
  });

  test('up to a hundred, then their number', async () => {
    const rows = Array.from({ length: 1_250 }, (_, index) => `${index},x,230102,23,2301\n`).join('');
    const faults = await faultsOf(await files({ streets: good.streets + rows }));
    expect(faults).toHaveLength(101);
    expect(faults[99]).toMatch(/^streets\.csv:102: /);
    expect(faults[100]).toBe('and 1,150 more');
  });
});

describe('a file that cannot be used at all', () => {
  test.each<[string, string | Uint8Array, string]>([
    [
      'is empty',
      '',
      'streets.csv: is empty; it takes a header code,name,areaCode,provinceCode,cityCode and at least one row',
    ],
    ['has a header only', streetHeader, 'streets.csv: holds a header and no rows'],
    [
      'has another header',
      good.areas,
      'streets.csv:1: the header is "code,name,cityCode,provi"… (31 characters); it takes code,name,areaCode,provinceCode,cityCode. The rows were not read',
    ],
    [
      'has no line ends',
      '9'.repeat(200_000),
      'streets.csv:1: the header is longer than 64 KiB; the rest of the file was not read. The rows were not read',
    ],
    [
      'is UTF-16',
      Buffer.from(`\uFEFF${good.streets}`, 'utf16le'),
      'streets.csv:1: the header is not UTF-8; save the file as UTF-8 (spreadsheets often write GBK or UTF-16). The rows were not read',
    ],
  ])('%s: one fault and no orphans below', async (_, streets, fault) => {
    expect(await faultsOf(await files({ streets }))).toEqual([fault]);
  });

  test('a missing file, a directory and a file that may not be read are named as they were given', async () => {
    const given = await files();
    const faults = await faultsOf({ ...given, areas: 'no/such/areas.csv', streets: folder });
    expect(faults).toEqual(['no/such/areas.csv: there is no such file', `${folder}: is a directory; name a CSV file`]);
    if (process.getuid?.() === 0) return;
    await chmod(given.villages, 0o000);
    expect(await faultsOf(given)).toEqual(['villages.csv: may not be read by this user']);
  });
});

describe('the city', () => {
  test.each([
    ['9999', 'DIVISION_NOT_FOUND', 'No city has the code 9999'],
    ['2399', 'DIVISION_NOT_FOUND', '2301 哈尔滨市'],
    ['哈尔滨', 'DIVISION_CODE_INVALID', 'takes 4 digits, such as 2301'],
    ['230102', 'DIVISION_CODE_INVALID', 'takes 4 digits, such as 2301'],
  ])('%s is refused with what to do', async (city, code, text) => {
    const reading = readDivisionFiles({ ...(await files()), city });
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  test('may be given with six digits, and a municipality is called by its own name', async () => {
    expect((await readDivisionFiles({ ...(await files()), city: '230100' })).city.name).toBe('哈尔滨市');
    const given = await files({
      areas: `${areaHeader}110101,"东城区",1101,11\n`,
      streets: `${streetHeader}110101001,"东华门街道",110101,11,1101\n`,
      villages: `${villageHeader}110101001001,"多福巷社区居委会",110101001,11,1101,110101\n`,
    });
    expect((await readDivisionFiles({ ...given, city: '1101' })).city).toEqual({ code: '110100', name: '北京市' });
  });
});
