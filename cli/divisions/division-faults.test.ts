import { chmod } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createDivisionFolder, rightFiles, streetHeader } from './division-files.fixture.ts';

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
    const streets = `${rightFiles.streets}${row}\n`;
    await using folder = await createDivisionFolder({ streets });
    expect(await folder.faults()).toEqual([`streets.csv:3: ${fault}`]);
  });

  test('bytes that are not UTF-8', async () => {
    const gbk = Buffer.concat([
      Buffer.from(`${rightFiles.streets}230102002,"`),
      Buffer.from([0xbd, 0xd6, 0xb5, 0xc0]),
      Buffer.from('",230102,23,2301\n'),
    ]);
    const villages = `${rightFiles.villages}230102002001,"某社区居委会",230102002,23,2301,230102\n`;
    // The street's code could still be read, so the community in it is no orphan.
    await using folder = await createDivisionFolder({ streets: gbk, villages });
    expect(await folder.faults()).toEqual([expect.stringMatching(/^streets\.csv:3: is not UTF-8; save/)]);
  });

  test('the code of the city itself', async () => {
    const areas = `${rightFiles.areas}230100,"哈尔滨市",2301,23\n`;
    const fault = 'the code 230100 is that of the city itself; cities without districts cannot be imported';
    await using folder = await createDivisionFolder({ areas });
    expect(await folder.faults()).toEqual([`areas.csv:3: ${fault}`]);
  });

  test('an unknown street of a village', async () => {
    const villages = `${rightFiles.villages}230102099001,"某社区居委会",230102099,23,2301,230102\n`;
    await using folder = await createDivisionFolder({ villages });
    expect(await folder.faults()).toEqual([
      'villages.csv:3: the code 230102099001 lies in 230102099, which is not in streets.csv',
    ]);
  });
});

describe('all faults come at once', () => {
  test('of one row, of many rows and of all three files, with physical line numbers', async () => {
    await using folder = await createDivisionFolder({
      areas: `${rightFiles.areas}\r\n230103,"南岗区,2301,23\r\n230104,"道外区",2301,23\r\n2301,,2301,23\r\n`,
      villages: `${rightFiles.villages}\n\n230102001002,,230102001,23,2302,230102\n`,
    });
    const faults = await folder.faults();
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
    await using folder = await createDivisionFolder({ streets: rightFiles.streets + rows });
    const faults = await folder.faults();
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
      rightFiles.areas,
      'streets.csv:1: the header is "code,name,cityCode,provi"… (31 characters); it takes code,name,areaCode,provinceCode,cityCode. The rows were not read',
    ],
    [
      'has no line ends',
      '9'.repeat(200_000),
      'streets.csv:1: the header is longer than 64 KiB; the rest of the file was not read. The rows were not read',
    ],
    [
      'is UTF-16',
      Buffer.from(`\uFEFF${rightFiles.streets}`, 'utf16le'),
      'streets.csv:1: the header is not UTF-8; save the file as UTF-8 (spreadsheets often write GBK or UTF-16). The rows were not read',
    ],
  ])('%s: one fault and no orphans below', async (_, streets, fault) => {
    await using folder = await createDivisionFolder({ streets });
    expect(await folder.faults()).toEqual([fault]);
  });

  test('a missing file, a directory and a file that may not be read are named as they were given', async () => {
    await using folder = await createDivisionFolder();
    const faults = await folder.faults({ ...folder.files, areas: 'no/such/areas.csv', streets: folder.path });
    expect(faults).toEqual([
      'no/such/areas.csv: there is no such file',
      `${folder.path}: is a directory; name a CSV file`,
    ]);
    if (process.getuid?.() === 0) return;
    await chmod(folder.files.villages, 0o000);
    expect(await folder.faults()).toEqual(['villages.csv: may not be read by this user']);
  });
});
