import { expect, test } from '@jest/globals';
import { dueStateOf } from './due-state.ts';
import { suggestionStatuses } from './suggestion-status.ts';

const dueOn = '2026-06-30';
/** Noon in Beijing of a day. */
const noon = (day: string) => new Date(`${day}T04:00:00Z`);

test.each([
  ['2026-06-14', 'ON_TIME'],
  ['2026-06-15', 'DUE_SOON'],
  ['2026-06-30', 'DUE_SOON'],
  ['2026-07-01', 'OVERDUE'],
])('a case in hand that is due on 30 June is, on %s, %s', (day, state) => {
  for (const status of ['ASSIGNED', 'RECEIVED', 'HANDLING'] as const) {
    expect(dueStateOf({ status, dueOn }, noon(day), 15)).toBe(state);
  }
});

test('the day ends at midnight in Beijing', () => {
  const item = { status: 'HANDLING', dueOn } as const;
  expect(dueStateOf(item, new Date('2026-06-30T15:59:59Z'), 15)).toBe('DUE_SOON');
  expect(dueStateOf(item, new Date('2026-06-30T16:00:00Z'), 15)).toBe('OVERDUE');
});

test.each(suggestionStatuses)('without a due date a case in %s has not started', (status) => {
  for (const none of [null, undefined]) {
    expect(dueStateOf({ status, dueOn: none }, noon('2026-07-01'), 15)).toBe('NOT_STARTED');
  }
});

test.each(['REPLIED', 'EVALUATED', 'CLOSED', 'WITHDRAWN'] as const)(
  'in %s the clock has stopped, however late',
  (status) => {
    expect(dueStateOf({ status, dueOn }, noon('2030-01-01'), 15)).toBe('STOPPED');
  },
);

test('how soon is soon is a setting', () => {
  const item = { status: 'ASSIGNED', dueOn } as const;
  expect(dueStateOf(item, noon('2026-06-29'), 0)).toBe('ON_TIME');
  expect(dueStateOf(item, noon('2026-06-30'), 0)).toBe('DUE_SOON');
  expect(dueStateOf(item, noon('2026-05-31'), 30)).toBe('DUE_SOON');
});
