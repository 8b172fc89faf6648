import { describe, expect, test } from '@jest/globals';
import { ClientError } from '../errors/client-error.ts';
import { cityOf, districtOf, divisionLevel, isCityCode, parentOf, parseDivisionCode } from './division-code.ts';

describe('parseDivisionCode', () => {
  test.each(['230100', '230102', '230102001', '230102001001'])('takes %s', (text) => {
    expect(parseDivisionCode(text)).toBe(text);
  });

  test.each(['', '2301', '23010', '2301020', '230102001x', ' 230102', '230102\n', '２３０１０２', '-30102', '2301e2'])(
    'refuses %j with a message that quotes it',
    (text) => {
      expect(() => parseDivisionCode(text)).toThrow(ClientError);
      expect(() => parseDivisionCode(text)).toThrow(expect.objectContaining({ code: 'DIVISION_CODE_INVALID' }));
      expect(() => parseDivisionCode(text)).toThrow(JSON.stringify(text));
    },
  );

  test('quotes no more than 24 characters of what it got', () => {
    const message = messageOf(() => parseDivisionCode('9'.repeat(100_000)));
    expect(message).toContain(`"${'9'.repeat(24)}"… (100,000 characters)`);
    expect(message).not.toContain('9'.repeat(25));
  });

  test('does not cut a character in two', () => {
    expect(messageOf(() => parseDivisionCode(`${'a'.repeat(23)}𠮷𠮷`))).toContain(`"${'a'.repeat(23)}"…`);
  });
});

describe('the way up', () => {
  test('leads from a community over its street and district to the city', () => {
    const community = parseDivisionCode('230102001001');
    const street = parentOf(community);
    const district = street && parentOf(street);
    const city = district && parentOf(district);
    expect([street, district, city]).toEqual(['230102001', '230102', '230100']);
    expect(city && parentOf(city)).toBeUndefined();
  });

  test('tells district, city and level of every code', () => {
    const codes = ['230100', '230183', '230183102', '230183102201'].map(parseDivisionCode);
    expect(codes.map(divisionLevel)).toEqual(['CITY', 'DISTRICT', 'TOWNSHIP', 'COMMUNITY']);
    expect(codes.map(districtOf)).toEqual(['230100', '230183', '230183', '230183']);
    expect(codes.map(cityOf)).toEqual(['230100', '230100', '230100', '230100']);
  });

  test('does not take a street whose code ends with 00 for a city', () => {
    expect(isCityCode(parseDivisionCode('230102400'))).toBe(false);
    expect(isCityCode(parseDivisionCode('230100'))).toBe(true);
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('Nothing was thrown');
}
