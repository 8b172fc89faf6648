import { expect, test } from '@jest/globals';
import { dueStateOf } from './due-state.ts';
import { clockedStatuses, suggestionStatuses } from './suggestion-status.ts';

const dueOn = '2026-06-30';
const dueSoonOn = '2026-06-15';
/** Noon in Beijing of a day. */
const noon = (day: string) => new Date(`${day}T04:00:00Z`);

test.each([
  ['2026-06-14', 'ON_TIME'],
  ['2026-06-15', 'DUE_SOON'],
  ['2026-06-30', 'DUE_SOON'],
  ['2026-07-01', 'OVERDUE'],
])('a case in hand that is due on 30 June is, on %s, %s', (day, state) => {
  for (const status of clockedStatuses) {
    expect(dueStateOf({ status, dueOn, dueSoonOn }, noon(day))).toBe(state);
  }
});

test('the day ends at midnight in Beijing', () => {
  const item = { status: 'HANDLING', dueOn, dueSoonOn } as const;
  expect(dueStateOf(item, new Date('2026-06-30T15:59:59Z'))).toBe('DUE_SOON');
  expect(dueStateOf(item, new Date('2026-06-30T16:00:00Z'))).toBe('OVERDUE');
});

test.each(suggestionStatuses)('without a due date a case in %s has not started', (status) => {
  for (const none of [null, undefined]) {
    expect(dueStateOf({ status, dueOn: none }, noon('2026-07-01'))).toBe('NOT_STARTED');
  }
});

test.each(['REPLIED', 'EVALUATED', 'CLOSED', 'PUBLISHED', 'WITHDRAWN'] as const)(
  'in %s the clock has stopped, however late',
  (status) => {
    expect(dueStateOf({ status, dueOn, dueSoonOn }, noon('2030-01-01'))).toBe('STOPPED');
  },
);

test('how soon is soon is said with the due date', () => {
  const stateOn = (day: string, soon: string | null) =>
    dueStateOf({ status: 'ASSIGNED', dueOn, dueSoonOn: soon }, noon(day));
  expect(stateOn('2026-06-29', dueOn)).toBe('ON_TIME');
  expect(stateOn('2026-06-30', dueOn)).toBe('DUE_SOON');
  expect(stateOn('2026-05-31', '2026-05-31')).toBe('DUE_SOON');
  expect(stateOn('2026-06-30', null)).toBe('ON_TIME');
});
