import { describe, expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';

function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  createLogger('test', 'error', { write: (line: string) => void lines.push(line) }).error({ err: error }, 'failed');
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('the log of an error', () => {
  test('has its message, code and stack, and not the statement that failed with its values', () => {
    const sql = "insert into citizen_opinion (citizen_name) values ('张三')";
    const driver = Object.assign(new Error('Data too long'), { code: 'ER_DATA_TOO_LONG', sql, parameters: ['张三'] });
    const outer = Object.assign(new Error('The database refused it'), { previous: driver });
    const line = logged(outer);
    expect(JSON.stringify(line)).not.toContain('张三');
    expect(line).toMatchObject({
      service: 'test',
      msg: 'failed',
      err: { type: 'Error', message: 'The database refused it', previous: { code: 'ER_DATA_TOO_LONG' } },
    });
    expect((line['err'] as { stack: string }).stack).toContain('logger.test');
  });

  test('takes what is no error as it is', () => {
    expect(logged('a text')['err']).toBe('a text');
  });
});
