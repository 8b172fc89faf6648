import type { EntityManager } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { beijingDay, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import { evaluationStatuses, steppedStatuses } from '../../lifecycle/deadlines.ts';
import { clockedStatuses, type SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import { addWorkingDays } from '../../lifecycle/working-day.ts';
import { lockCase } from '../case-store.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { ClockNoticeEntity, type NoticeKind } from './clock-notice.entity.ts';
import { noticesFor, type ClockNotice, type NoticeRules } from './clock-notice.ts';

/** Cases of one transaction: acts on them, and all appends to the log, wait for its end. */
const batchSize = 50;

export type ClockDeps = Pick<SuggestionDeps, 'database' | 'log' | 'clock' | 'lifecycle' | 'calendar'>;

/**
 * Gives the notices that are due now to at most a batch of cases, each in the transaction of its event: whoever gives
 * notices at the same time, each one is given once. Gives their number; 0 where none is left.
 */
export async function giveNotices(deps: ClockDeps): Promise<number> {
  const { database, log, clock } = deps;
  const now = clock();
  const ids = await readCandidates(database.fork(), beijingDay(now), deps);
  if (ids.length === 0) return 0;
  const given = await inTransaction(database, async (em) => {
    const notices: ClockNotice[] = [];
    for (const id of ids) {
      const item = await lockCase(em, id);
      for (const notice of item ? noticesFor(item, now, deps) : []) {
        if (!(await isGiven(em, notice))) notices.push(notice);
      }
    }
    if (notices.length === 0) return 0;
    await em.insertMany(
      ClockNoticeEntity,
      notices.map(({ row }) => row),
    );
    await log.append(
      em,
      notices.map(({ event }) => event),
    );
    return notices.length;
  });
  if (given > 0) log.wake();
  return given;
}

async function readCandidates(em: EntityManager, today: CalendarDay, rules: NoticeRules): Promise<string[]> {
  const { sql, parameters } = candidatesQuery(today, rules);
  const rows = await em.execute<{ id: string }[]>(sql, parameters);
  return [...new Set(rows.map(({ id }) => id))];
}

interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly string[];
}

const legal = clockedStatuses.filter((status) => status !== 'TRACKING');
const stepped = steppedStatuses.filter((status) => !evaluationStatuses.includes(status));

/** Cases of which the clock has something to tell that it has not told yet, in the order of their ids. */
export function candidatesQuery(today: CalendarDay, rules: NoticeRules): { sql: string; parameters: string[] } {
  const soon = stepDueSoonBy(today, rules);
  const stepSoon = { sql: `step_due_on >= ? and step_due_on <= ${soon.sql}`, parameters: [today, ...soon.parameters] };
  const past = (column: string): SqlPart => ({ sql: `${column} < ?`, parameters: [today] });
  const near: SqlPart = { sql: 'due_on >= ? and due_soon_on <= ?', parameters: [today, today] };
  const parts = [
    candidates('OVERDUE', { statuses: legal, column: 'due_on', span: past('due_on') }),
    candidates('DUE_SOON', { statuses: legal, column: 'due_on', span: near }),
    candidates('PROMISE_OVERDUE', { statuses: ['TRACKING'], column: 'due_on', span: past('due_on') }),
    candidates('PROMISE_DUE_SOON', { statuses: ['TRACKING'], column: 'due_on', span: near }),
    candidates('STEP_OVERDUE', { statuses: stepped, column: 'step_due_on', span: past('step_due_on') }),
    candidates('STEP_DUE_SOON', { statuses: steppedStatuses, column: 'step_due_on', span: stepSoon }),
  ];
  return {
    sql: `${parts.map(({ sql }) => sql).join(' union all ')} order by id limit ${batchSize}`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/** The last day on which a step may be due that is due soon today, by the rules of the row's `division_code`. */
export function stepDueSoonBy(today: CalendarDay, { lifecycle, calendar }: NoticeRules): SqlPart {
  const lastOf = (division: string): CalendarDay =>
    addWorkingDays(today, lifecycle.deadlinesOf(division).stepDueSoonWorkingDays, calendar);
  const own = lifecycle.ownDeadlines;
  if (own.length === 0) return { sql: '?', parameters: [lastOf('')] };
  return {
    sql: `case division_code ${own.map(() => 'when ? then ?').join(' ')} else ? end`,
    parameters: [...own.flatMap((code) => [code, lastOf(code)]), lastOf('')],
  };
}

interface CandidateTerms {
  readonly statuses: readonly SuggestionStatus[];
  /** Of the day that the notice is about. */
  readonly column: 'due_on' | 'step_due_on';
  readonly span: SqlPart;
}

function candidates(kind: NoticeKind, { statuses, column, span }: CandidateTerms): SqlPart {
  return {
    sql: `select id from suggestion where status in (${statuses.map(() => '?').join(', ')}) and ${span.sql} and not exists (
      select 1 from clock_notice given where given.suggestion_id = suggestion.id and given.kind = '${kind}' and given.due_on = suggestion.${column})`,
    parameters: [...statuses, ...span.parameters],
  };
}

/** Read under the lock of the case's row, so that nobody gives it in between. */
async function isGiven(em: EntityManager, { row: { suggestionId, kind, dueOn } }: ClockNotice): Promise<boolean> {
  return (await em.count(ClockNoticeEntity, { suggestionId, kind, dueOn })) > 0;
}
