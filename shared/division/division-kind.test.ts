import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseDivisionCode } from './division-code.ts';
import { areaKind, hasCongress, streetKind, villageKind, type DivisionKind } from './division-kind.ts';

const code = parseDivisionCode;

describe('areaKind', () => {
  test.each<[string, DivisionKind]>([
    ['道里区', 'DISTRICT'],
    ['浦东新区', 'DISTRICT'],
    ['依兰县', 'COUNTY'],
    ['杜尔伯特蒙古族自治县', 'COUNTY'],
    ['鄂温克族自治旗', 'COUNTY'],
    ['尚志市', 'COUNTY_LEVEL_CITY'],
    ['石家庄高新技术产业开发区', 'QUASI'],
  ])('%s is %s', (name, kind) => expect(areaKind(name)).toBe(kind));
});

describe('streetKind', () => {
  test.each<[string, string, DivisionKind]>([
    ['230102001', '兆麟街道', 'STREET'],
    ['230112107', '料甸满族镇', 'TOWN'],
    ['230103202', '红旗满族乡', 'ETHNIC_TOWNSHIP'],
    ['230111204', '许堡乡', 'TOWNSHIP'],
    ['230123400', '依兰县林业局', 'QUASI'],
    ['230128500', '岔林河农场', 'QUASI'],
  ])('%s %s is %s', (text, name, kind) => expect(streetKind(code(text), name)).toBe(kind));
});

describe('villageKind', () => {
  test.each<[string, string, DivisionKind]>([
    ['230102100201', '金山村村委会', 'VILLAGE'],
    ['230102100202', '伟光村民委员会', 'VILLAGE'],
    ['230102001001', '兆麟社区居委会', 'COMMUNITY'],
    ['230102001002', '红星社区居民委员会', 'COMMUNITY'],
    ['230102001003', '三电社区居民委会', 'COMMUNITY'],
    ['230102001004', '景江社区委员会', 'COMMUNITY'],
    // The committee in the name outweighs the digit.
    ['230102001201', '兆麟社区居委会', 'COMMUNITY'],
    ['230102001005', '上海新村社区', 'COMMUNITY'],
    ['230102100203', '平房村', 'VILLAGE'],
    ['230183400401', '红旗社区', 'COMMUNITY'],
    ['230103400501', '南岗农垦虚拟生活区', 'VILLAGE'],
  ])('%s %s is %s', (text, name, kind) => expect(villageKind(code(text), name)).toBe(kind));
});

describe('the divisions of Harbin', () => {
  const areas = rowsOf('areas');
  const streets = rowsOf('streets');
  const villages = rowsOf('villages');

  // Streets, towns, townships, ethnic townships, quasi units; communities and villages.
  test.each<[string, string, number, number, number, number, number, number]>([
    ['230102', '道里区', 19, 4, 0, 0, 0, 202],
    ['230103', '南岗区', 18, 1, 0, 1, 2, 213],
    ['230104', '道外区', 23, 4, 0, 0, 2, 175],
    ['230108', '平房区', 9, 1, 0, 0, 1, 55],
    ['230109', '松北区', 7, 2, 0, 0, 0, 129],
    ['230110', '香坊区', 20, 4, 0, 0, 1, 175],
    ['230111', '呼兰区', 16, 7, 3, 0, 1, 279],
    ['230112', '阿城区', 15, 4, 0, 0, 1, 178],
    ['230113', '双城区', 10, 9, 4, 4, 0, 283],
    ['230123', '依兰县', 0, 6, 2, 1, 3, 166],
    ['230124', '方正县', 0, 4, 4, 0, 2, 92],
    ['230125', '宾县', 0, 12, 5, 0, 0, 165],
    ['230126', '巴彦县', 0, 10, 8, 0, 2, 135],
    ['230127', '木兰县', 0, 6, 2, 0, 1, 108],
    ['230128', '通河县', 0, 8, 0, 0, 3, 132],
    ['230129', '延寿县', 0, 6, 3, 0, 2, 139],
    ['230183', '尚志市', 0, 10, 7, 0, 3, 232],
    ['230184', '五常市', 0, 12, 9, 3, 1, 300],
  ])('%s %s has the published number of each kind', (district, name, ...counts) => {
    expect(areas).toContainEqual([district, name]);
    const kinds = streets
      .filter(([street]) => street.startsWith(district))
      .map(([street, name]) => streetKind(code(street), name));
    const below = villages
      .filter(([village]) => village.startsWith(district))
      .map(([village, name]) => villageKind(code(village), name));
    const order: DivisionKind[] = ['STREET', 'TOWN', 'TOWNSHIP', 'ETHNIC_TOWNSHIP', 'QUASI'];
    const counted = order.map((kind) => kinds.filter((one) => one === kind).length);
    expect([...counted, below.length]).toEqual(counts);
    expect(below.every((kind) => kind === 'COMMUNITY' || kind === 'VILLAGE')).toBe(true);
  });

  test('are 18, 328 and 3,158, and 166 of them have a congress', () => {
    expect([areas.length, streets.length, villages.length]).toEqual([18, 328, 3158]);
    const kinds = streets.map(([street, name]) => streetKind(code(street), name));
    expect(kinds.filter(hasCongress)).toHaveLength(166);
    expect(areas.map(([, name]) => areaKind(name)).filter((kind) => kind === 'DISTRICT')).toHaveLength(9);
  });
});

function rowsOf(file: string): (readonly [code: string, name: string])[] {
  const text = readFileSync(new URL(`../../data/harbin/${file}.csv`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))
    .map(([first = '', second = '']) => [first, second]);
}
