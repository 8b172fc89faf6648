import { expect, test } from '@jest/globals';
import { deadlineSettings } from './deadline-settings.ts';

test('spans are set for a level and for single divisions of it', () => {
  expect(
    deadlineSettings.parse('replyMonths=2, 230102.receiveWorkingDays=5,230102101.replyMonths=1,230102.dueSoonDays=0'),
  ).toEqual({
    level: { replyMonths: 2 },
    divisions: { '230102': { receiveWorkingDays: 5, dueSoonDays: 0 }, '230102101': { replyMonths: 1 } },
  });
});

test.each([
  'replyMonth=2',
  'replyMonths=-1',
  'replyMonths=2.5',
  'replyMonths=1001',
  'replyMonths',
  '2301.replyMonths=2',
  'replyMonths=2,',
  'toString=2',
])('%j is a fault that names the spans', (text) => {
  const parsed = deadlineSettings.safeParse(text);
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toContain('receiveWorkingDays');
});
