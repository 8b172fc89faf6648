import { describe, expect, test } from '@jest/globals';
import { divisionLevel, parseDivisionCode } from './division-code.ts';
import {
  divisionOfId,
  formatDeputyId,
  formatHomeId,
  formatStationId,
  formatSuggestionId,
  parseDeputyId,
  parseHomeId,
  parseOpinionId,
  parseStationId,
  parseSuggestionId,
} from './entity-id.ts';

const code = parseDivisionCode;

describe('ids are taken in the one form that they have', () => {
  test.each<[string, (text: string) => string, string[]]>([
    ['station', parseStationId, ['230102001-S1', '230102001-S12', '230102-S3']],
    ['home', parseHomeId, ['230102001001-H1']],
    ['deputy', parseDeputyId, ['230100-D000123', '230100-D1234567']],
    ['suggestion', parseSuggestionId, ['230102-SG-2021-000042', '230111100-SG-2021-000001', '230100-SG-2021-000007']],
    ['opinion', parseOpinionId, ['230102001-OP-2021-000042', '230102-OP-2021-000001']],
  ])('a %s id', (_, parse, ids) => expect(ids.map(parse)).toEqual(ids));

  test.each<[string, (text: string) => string, string[], string]>([
    [
      'station',
      parseStationId,
      ['', '230102001-S0', '230102001-S01', '230102001001-S1', '230100-S1', '230102001-s1'],
      '230102001-S1',
    ],
    ['home', parseHomeId, ['230102001-H1', '230102001001-H', '230102001001-S1'], '230102001001-H1'],
    [
      'deputy',
      parseDeputyId,
      ['230100-D123', '230100-D000000', '230100-D0000123', '230102001-D000123'],
      '230100-D000123',
    ],
    [
      'suggestion',
      parseSuggestionId,
      [
        '230102-SG-21-000042',
        '230102-SG-2021-42',
        '230102-SG-2021-000000',
        '230102001001-SG-2021-000042',
        '230102-SG-2021-000042\n',
      ],
      '230102-SG-2021-000042',
    ],
  ])('a wrong %s id is refused with an example of a right one', (_, parse, wrong, example) => {
    for (const text of wrong) {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'ID_INVALID' }));
      expect(() => parse(text)).toThrow(`such as ${example}`);
    }
  });
});

describe('ids that the server makes', () => {
  test('read back as what they were made of', () => {
    expect(formatStationId(code('230102001'), 1)).toBe('230102001-S1');
    expect(formatHomeId(code('230102001001'), 2)).toBe('230102001001-H2');
    expect(formatDeputyId(code('230100'), 123)).toBe('230100-D000123');
    expect(formatSuggestionId(code('230102'), 2021, 42)).toBe('230102-SG-2021-000042');
    expect(formatSuggestionId(code('230102'), 2021, 1_234_567)).toBe('230102-SG-2021-1234567');
  });

  test('cannot be made of a division of the wrong level or of a number below 1', () => {
    expect(() => formatHomeId(code('230102001'), 1)).toThrow(RangeError);
    expect(() => formatStationId(code('230102001'), 0)).toThrow(RangeError);
    expect(() => formatSuggestionId(code('230102'), 2021, 0)).toThrow(RangeError);
    expect(() => formatDeputyId(code('230100'), 1.5)).toThrow(RangeError);
  });

  test('lead back to their division', () => {
    expect(divisionOfId(parseHomeId('230102001001-H1'))).toBe('230102001001');
    expect(divisionLevel(divisionOfId(parseSuggestionId('230100-SG-2021-000007')))).toBe('CITY');
    expect(divisionLevel(divisionOfId(parseSuggestionId('230111100-SG-2021-000001')))).toBe('TOWNSHIP');
  });
});
