import { describe, expect, test } from '@jest/globals';
import { ClientError } from '../errors/client-error.ts';
import { parseHolidayCalendar, readHolidayCalendar } from './holiday-file.ts';

interface Entry {
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly workOn?: readonly string[];
}

const festivalsOf = (entries: readonly Entry[]) => entries.map((entry) => ({ name: '节', workOn: [], ...entry }));

function fileOf(...years: (readonly [number, ...Entry[]])[]): string {
  return JSON.stringify({
    about: 'test',
    years: years.map(([year, ...entries]) => ({ year, notices: ['通知'], festivals: festivalsOf(entries) })),
  });
}

function faultOf(text: string): string {
  try {
    parseHolidayCalendar(text, { file: 'x.json', onMissingYear: () => undefined });
  } catch (error) {
    expect(error).toBeInstanceOf(ClientError);
    expect((error as ClientError).code).toBe('HOLIDAY_FILE_INVALID');
    return (error as ClientError).message;
  }
  return 'no fault';
}

const may = { from: '2021-05-01', to: '2021-05-05' };

describe('a holiday calendar is refused with its entry', () => {
  test.each([
    [
      'a day that does not exist',
      [2021, { from: '2021-02-30', to: '2021-03-02' }],
      'festivals[0].from: "2021-02-30" is not a day',
    ],
    ['a day that is written otherwise', [2021, { from: '2021-5-1', to: '2021-05-05' }], '"2021-5-1" is not a day'],
    [
      'an end before the beginning',
      [2021, { from: '2021-05-05', to: '2021-05-01' }],
      'ends on 2021-05-01, before it begins',
    ],
    ['a festival of another year', [2021, { from: '2022-05-01', to: '2022-05-05' }], 'is not in 2021'],
    ['a festival of months', [2021, { from: '2021-05-01', to: '2021-07-05' }], 'is longer than 15 days'],
    [
      'a day off twice',
      [2021, may, { from: '2021-05-05', to: '2021-05-06' }],
      'begins on 2021-05-05, after a later one',
    ],
    [
      'a day both off and worked',
      [2021, { ...may, workOn: ['2021-05-02'] }],
      '2021-05-02 is a working day, but a day off by',
    ],
    [
      'a make-up day twice',
      [2021, { ...may, workOn: ['2021-05-08', '2021-05-08'] }],
      '2021-05-08 is a working day, but a working day by',
    ],
    [
      'a make-up day in the week',
      [2021, { ...may, workOn: ['2021-05-07'] }],
      'workOn 2021-05-07 is no Saturday or Sunday',
    ],
    [
      'make-up days out of order',
      [2021, { ...may, workOn: ['2021-05-08', '2021-04-25'] }],
      'workOn 2021-04-25 stands after a later day',
    ],
    [
      'festivals out of order',
      [2021, { from: '2021-10-01', to: '2021-10-07' }, may],
      'festivals[1] (节): begins on 2021-05-01, after a later one',
    ],
  ] as const)('%s', (_what, year, fault) => {
    expect(faultOf(fileOf(year))).toContain(fault);
  });

  test('years twice or out of order', () => {
    expect(faultOf(fileOf([2021, may], [2021, { from: '2021-06-12', to: '2021-06-14' }]))).toContain(
      'years[1].year: 2021 is there twice',
    );
    expect(faultOf(fileOf([2022, { from: '2022-05-01', to: '2022-05-02' }], [2021, may]))).toContain(
      'years[1].year: 2021 stands after 2022',
    );
  });

  test('all faults at once', () => {
    const fault = faultOf(fileOf([2021, { from: '2021-05-05', to: '2021-05-01' }, { ...may, workOn: ['2021-05-07'] }]));
    expect(fault.split('\n')).toHaveLength(3);
  });

  test('text that is not JSON, an unknown key, a year without a notice', () => {
    expect(faultOf('{')).toContain('x.json is faulty:\n  is not JSON');
    expect(faultOf('{"about":"x","years":[],"extra":1}')).toContain('extra');
    expect(faultOf('{"about":"x","years":[{"year":2021,"notices":[],"festivals":[]}]}')).toContain(
      'years[0].notices: names no notice',
    );
  });

  test('a file that is not there', async () => {
    await expect(readHolidayCalendar('/nowhere/cn.json', { onMissingYear: () => undefined })).rejects.toMatchObject({
      code: 'HOLIDAY_FILE_INVALID',
      message: expect.stringContaining('/nowhere/cn.json'),
    });
  });
});
