import { describe, expect, test } from '@jest/globals';
import { ClientError } from './client-error.ts';
import { operatorMessage, operatorReport } from './operator-message.ts';

describe('the fault that ends a process', () => {
  const faulty = new ClientError('HOLIDAY_FILE_INVALID', 'The holiday calendar x.json is faulty:\n  is not JSON');

  test('is told in plain words, with its code at the end', () => {
    expect(operatorMessage(faulty)).toBe(faulty.message);
    expect(operatorReport(faulty)).toBe(`${faulty.message}\n(HOLIDAY_FILE_INVALID)`);
  });

  test('is told with its stack where it has no code of ours', () => {
    const internal = Object.assign(new Error('x'), { code: 'ENOENT' });
    expect(operatorReport(internal)).toBe(internal.stack);
    expect(operatorReport('text')).toBe('text');
    expect(operatorReport(undefined)).toBe('undefined');
  });
});
