import { describe, expect, test } from '@jest/globals';
import { faultsOfTransitions } from './check-transitions.ts';
import { createLifecycle, defaultDeadlines } from './lifecycle.ts';
import { finalStatuses, suggestionStatuses } from './suggestion-status.ts';
import { parts, transitions, type Transition } from './transition.ts';

const without = (isGone: (row: Transition) => boolean) => transitions.filter((row) => !isGone(row));

describe('the transition table', () => {
  test('has no faults', () => {
    expect(faultsOfTransitions(transitions)).toEqual([]);
  });

  test('that leads nowhere near a state is faulty', () => {
    const table = without((row) => row.act === 'assign');
    expect(faultsOfTransitions(table)).toEqual(
      [
        ...['ASSIGNED', 'RECEIVED', 'HANDLING', 'REPLIED', 'EVALUATED', 'CLOSED'].map(
          (status) => `No chain of acts leads to ${status}.`,
        ),
        'Nothing leads out of REGISTERED, and it is not a final state.',
        'The act assign has no row.',
      ].filter((fault) => !fault.startsWith('Nothing leads out of REGISTERED')),
    );
  });

  test('with a state that nothing leads out of is faulty', () => {
    const table = without((row) => row.from === 'EVALUATED');
    expect(faultsOfTransitions(table)).toContain('Nothing leads out of EVALUATED, and it is not a final state.');
  });

  test('with a state that only leads to itself is faulty', () => {
    const table: Transition[] = transitions.map((row) =>
      row.from === 'EVALUATED' ? { ...row, to: 'EVALUATED' } : row,
    );
    expect(faultsOfTransitions(table)).toContain('Nothing leads out of EVALUATED, and it is not a final state.');
  });

  test.each(finalStatuses)('that leads out of %s, a final state, is faulty', (from) => {
    const table: Transition[] = [...transitions, { from, act: 'review', to: 'REVIEWING', by: 'REVIEWER' }];
    expect(faultsOfTransitions(table)).toContain(`${from} is a final state, yet an act leads out of it.`);
  });

  test('with a row after one that takes every case is faulty', () => {
    const table: Transition[] = [
      ...transitions,
      { from: 'DRAFT', act: 'submit', to: 'CLOSED', by: 'LEAD_DEPUTY', when: 'ALL_LEADS_REPLIED' },
    ];
    expect(faultsOfTransitions(table)).toEqual(['DRAFT --submit--> CLOSED is never reached: an earlier row takes it.']);
  });

  test('with two rows of one condition is faulty', () => {
    const twin = transitions.find(({ when }) => when === 'ALL_LEADS_RECEIVED')!;
    expect(faultsOfTransitions([...transitions, { ...twin, to: 'HANDLING' }])).toEqual([
      'ASSIGNED --receive--> HANDLING is never reached: an earlier row takes it.',
    ]);
  });

  test('without a row for an act is faulty', () => {
    expect(faultsOfTransitions(without((row) => row.act === 'withdraw'))).toEqual(
      expect.arrayContaining(['The act withdraw has no row.', 'No chain of acts leads to WITHDRAWN.']),
    );
  });

  test('leaves no case without a row: rows with conditions come in pairs that cover everything', () => {
    const opposites: Record<string, string> = {
      ALL_LEADS_RECEIVED: 'A_LEAD_IS_OUTSTANDING',
      ALL_LEADS_REPLIED: 'A_REPLY_IS_OUTSTANDING',
      ALL_SIGNERS_EVALUATED: 'AN_EVALUATION_IS_OUTSTANDING',
    };
    const groups = Map.groupBy(transitions, (row) => `${row.from} ${row.act}`);
    for (const rows of groups.values()) {
      const conditions = rows.map(({ when }) => when ?? 'always');
      expect([['always'], ...Object.entries(opposites)]).toContainEqual(conditions);
    }
  });

  test('gives every part of an act to one kind of person only', () => {
    for (const rows of Map.groupBy(transitions, (row) => row.act).values()) {
      expect(new Set(rows.map(({ by }) => by)).size).toBe(1);
    }
  });
});

test('a life cycle names the legal acts of each state, and rows in the order of the table', () => {
  const roles = Object.fromEntries(parts.map((part) => [part, ['deputy']])) as unknown as Parameters<
    typeof createLifecycle
  >[0]['roles'];
  const lifecycle = createLifecycle({ level: 'CITY', roles, deadlines: defaultDeadlines });
  expect(lifecycle.legalActs('REVIEWING')).toEqual(['notAccept', 'register', 'withdraw']);
  expect(lifecycle.legalActs('ASSIGNED')).toEqual(['receive', 'withdraw']);
  for (const status of suggestionStatuses) expect(lifecycle.legalActs(status)).not.toContain('draft');
  for (const status of finalStatuses) expect(lifecycle.legalActs(status)).toEqual([]);
  expect(lifecycle.rowsFor('ASSIGNED', 'receive').map(({ to }) => to)).toEqual(['RECEIVED', 'ASSIGNED']);
  expect(lifecycle.rowsFor('NEW', 'draft').map(({ to }) => to)).toEqual(['DRAFT']);
  expect(lifecycle.rowsFor('CLOSED', 'submit')).toEqual([]);
});
