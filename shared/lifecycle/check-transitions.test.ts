import { describe, expect, test } from '@jest/globals';
import { faultsOfTransitions } from './check-transitions.ts';
import { caseLevels } from './congress-level.ts';
import { defaultDeadlines } from './deadlines.ts';
import { createLifecycle } from './lifecycle.ts';
import { finalStatuses, suggestionStatuses } from './suggestion-status.ts';
import { transitions } from './transition-table.ts';
import { acts, conditionPairs, parts, type Transition } from './transition.ts';

const expected = { statuses: suggestionStatuses, finalStatuses, acts };
const faultsOf = (table: readonly Transition[]) => faultsOfTransitions(table, expected);
const without = (isGone: (row: Transition) => boolean) => transitions.filter((row) => !isGone(row));
const roles = Object.fromEntries(parts.map((part) => [part, ['deputy']])) as unknown as Parameters<
  typeof createLifecycle
>[0]['roles'];
const lifecycleOf = (level: (typeof caseLevels)[number]) =>
  createLifecycle({ level, roles, deadlines: defaultDeadlines });

describe('the transition table', () => {
  test('has no faults', () => {
    expect(faultsOf(transitions)).toEqual([]);
  });

  test('that leads nowhere near a state is faulty', () => {
    expect(faultsOf(without((row) => row.act === 'publish'))).toEqual([
      'No chain of acts leads to PUBLISHED.',
      'The act publish has no row.',
    ]);
  });

  test('with a state that nothing leads out of is faulty', () => {
    const table = without((row) => row.from === 'EVALUATED');
    expect(faultsOf(table)).toContain('Nothing leads out of EVALUATED, and it is not a final state.');
  });

  test('with a state that only leads to itself is faulty', () => {
    const table: Transition[] = transitions.map((row) =>
      row.from === 'EVALUATED' ? { ...row, to: 'EVALUATED' } : row,
    );
    expect(faultsOf(table)).toContain('Nothing leads out of EVALUATED, and it is not a final state.');
  });

  test.each(finalStatuses)('that leads out of %s, a final state, is faulty', (from) => {
    const table: Transition[] = [...transitions, { from, act: 'review', to: 'REVIEWING', by: 'REVIEWER' }];
    expect(faultsOf(table)).toContain(`${from} is a final state, yet an act leads out of it.`);
  });

  test('with a row after one that takes every case is faulty', () => {
    const table: Transition[] = [
      ...transitions,
      { from: 'DRAFT', act: 'submit', to: 'CLOSED', by: 'LEAD_DEPUTY', when: 'ALL_LEADS_REPLIED' },
    ];
    expect(faultsOf(table)).toEqual(['DRAFT --submit--> CLOSED is never reached: an earlier row takes it.']);
  });

  test('with two rows of one condition is faulty', () => {
    const twin = transitions.find(({ when }) => when === 'ALL_LEADS_RECEIVED')!;
    expect(faultsOf([...transitions, { ...twin, to: 'HANDLING' }])).toEqual([
      'ASSIGNED --receive--> HANDLING is never reached: an earlier row takes it.',
    ]);
  });

  test('without a row for an act is faulty', () => {
    expect(faultsOf(without((row) => row.act === 'withdraw'))).toEqual(
      expect.arrayContaining(['The act withdraw has no row.', 'No chain of acts leads to WITHDRAWN.']),
    );
  });

  test('that gives an act to two kinds of people is faulty: who may do it cannot depend on the state', () => {
    const table = transitions.map((row) => (row.from === 'RECEIVED' ? { ...row, by: 'CLOSER' as const } : row));
    expect(faultsOf(table)).toContain('The act receive is given to more than one part.');
  });

  test('leaves no case without a row: rows with conditions come in pairs that cover everything', () => {
    const groups = Map.groupBy(transitions, (row) => `${row.from} ${row.act}`);
    for (const rows of groups.values()) {
      const conditions = rows.map(({ when }) => when ?? 'always');
      expect([['always'], ...conditionPairs]).toContainEqual(conditions);
    }
  });
});

describe('a life cycle', () => {
  test('names the legal acts of each state, and rows in the order of the table', () => {
    const lifecycle = lifecycleOf('CITY');
    expect(lifecycle.legalActs('REVIEWING')).toEqual([
      'returnToDeputy',
      'notAccept',
      'merge',
      'classify',
      'register',
      'withdraw',
      'supervise',
      'consult',
      'inspect',
    ]);
    expect(lifecycle.legalActs('MERGED')).toEqual(['unmerge']);
    for (const status of suggestionStatuses) expect(lifecycle.legalActs(status)).not.toContain('draft');
    for (const status of finalStatuses) expect(lifecycle.legalActs(status)).toEqual([]);
    expect(lifecycle.rowsFor('ASSIGNED', 'receive').map(({ to }) => to)).toEqual(['RECEIVED', 'ASSIGNED']);
    expect(lifecycle.rowsFor('NEW', 'draft').map(({ to }) => to)).toEqual(['DRAFT']);
    expect(lifecycle.rowsFor('CLOSED', 'submit')).toEqual([]);
  });

  test('differs from level to level as the law does', () => {
    const [city, district, township] = caseLevels.map(lifecycleOf);
    // Nobody stands above the city.
    const handedUp = ['ESCALATION_PROPOSED', 'ESCALATED', 'ANSWERED_FROM_ABOVE'];
    expect(city!.statuses).toEqual(suggestionStatuses.filter((status) => !handedUp.includes(status)));
    for (const level of [district, township]) expect(level!.statuses).toEqual(expect.arrayContaining(handedUp));
    expect(district!.statuses).not.toContain('UNDER_EVALUATION');
    expect(district!.legalActs('ASSIGNED')).toContain('subAssign');
    expect(township!.statuses).not.toContain('SUB_ASSIGNED');
    expect(township!.legalActs('ASSIGNED')).toEqual(['receive', 'withdraw', 'supervise']);
    expect(township!.legalActs('CLOSED')).toEqual(['publish']);
  });

  test('has the spans of its level, but where the level or a division sets others', () => {
    const spec = { level: 'DISTRICT', roles, deadlines: defaultDeadlines } as const;
    const settings = { level: { replyMonths: 2 }, divisions: { '230102': { replyMonths: 1, dueSoonDays: 5 } } };
    const lifecycle = createLifecycle(spec, settings);
    expect(lifecycle.deadlinesOf('230103')).toEqual({ ...defaultDeadlines, replyMonths: 2 });
    expect(lifecycle.deadlinesOf('230102')).toEqual({ ...defaultDeadlines, replyMonths: 1, dueSoonDays: 5 });
  });
});
