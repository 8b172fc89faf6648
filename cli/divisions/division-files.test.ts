import { describe, expect, test } from '@jest/globals';
import { areaHeader, createDivisionFolder, streetHeader, villageHeader } from './division-files.fixture.ts';
import { readDivisionFiles } from './division-files.ts';

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
    await using folder = await createDivisionFolder({ areas });
    const set = await readDivisionFiles(folder.files);
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
    await using folder = await createDivisionFolder({ streets });
    expect((await readDivisionFiles(folder.files)).streets[0]?.name).toBe(name);
  });
});

describe('the city', () => {
  test.each([
    ['9999', 'DIVISION_NOT_FOUND', 'No city has the code 9999'],
    ['2399', 'DIVISION_NOT_FOUND', '2301 哈尔滨市'],
    ['哈尔滨', 'DIVISION_CODE_INVALID', 'takes 4 digits, such as 2301'],
    ['230102', 'DIVISION_CODE_INVALID', 'takes 4 digits, such as 2301'],
  ])('%s is refused with what to do', async (city, code, text) => {
    await using folder = await createDivisionFolder();
    const reading = readDivisionFiles({ ...folder.files, city });
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  test('may be given with six digits, and a municipality is called by its own name', async () => {
    await using harbin = await createDivisionFolder();
    expect((await readDivisionFiles({ ...harbin.files, city: '230100' })).city.name).toBe('哈尔滨市');
    await using beijing = await createDivisionFolder({
      areas: `${areaHeader}110101,"东城区",1101,11\n`,
      streets: `${streetHeader}110101001,"东华门街道",110101,11,1101\n`,
      villages: `${villageHeader}110101001001,"多福巷社区居委会",110101001,11,1101,110101\n`,
    });
    expect((await readDivisionFiles({ ...beijing.files, city: '1101' })).city).toEqual({
      code: '110100',
      name: '北京市',
    });
  });
});
