import type { EntityManager } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { beijingDay, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import { clockedStatuses } from '../../lifecycle/suggestion-status.ts';
import { lockCase } from '../case-store.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { ClockNoticeEntity, type NoticeKind } from './clock-notice.entity.ts';
import { noticeFor, type ClockNotice } from './clock-notice.ts';

/** Cases of one transaction: acts on them, and all appends to the log, wait for its end. */
const batchSize = 50;

export type ClockDeps = Pick<SuggestionDeps, 'database' | 'log' | 'clock'>;

/**
 * Gives the notices that are due now to at most a batch of cases, each in the transaction of its event: whoever gives
 * notices at the same time, each one is given once. Gives their number; 0 where none is left.
 */
export async function giveNotices({ database, log, clock }: ClockDeps): Promise<number> {
  const now = clock();
  const ids = await readCandidates(database.fork(), beijingDay(now));
  if (ids.length === 0) return 0;
  const given = await inTransaction(database, async (em) => {
    const notices: ClockNotice[] = [];
    for (const id of ids) {
      const item = await lockCase(em, id);
      const notice = item && noticeFor(item, now);
      if (notice && !(await isGiven(em, notice))) notices.push(notice);
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

async function readCandidates(em: EntityManager, today: CalendarDay): Promise<string[]> {
  const { sql, parameters } = candidatesQuery(today);
  const rows = await em.execute<{ id: string }[]>(sql, parameters);
  return rows.map(({ id }) => id);
}

/** Cases whose legal clock runs and has something to tell that it has not told yet, in the order of their ids. */
export function candidatesQuery(today: CalendarDay): { sql: string; parameters: string[] } {
  const overdue = candidates('OVERDUE', 'due_on < ?', [today]);
  const dueSoon = candidates('DUE_SOON', 'due_on >= ? and due_soon_on <= ?', [today, today]);
  return {
    sql: `${overdue.sql} union all ${dueSoon.sql} order by id limit ${batchSize}`,
    parameters: [...overdue.parameters, ...dueSoon.parameters],
  };
}

function candidates(kind: NoticeKind, span: string, days: readonly CalendarDay[]) {
  const statuses = clockedStatuses.map(() => '?').join(', ');
  return {
    sql: `select id from suggestion where status in (${statuses}) and ${span} and not exists (
      select 1 from clock_notice given where given.suggestion_id = suggestion.id and given.kind = '${kind}' and given.due_on = suggestion.due_on)`,
    parameters: [...clockedStatuses, ...days],
  };
}

/** Read under the lock of the case's row, so that nobody gives it in between. */
async function isGiven(em: EntityManager, { row: { suggestionId, kind, dueOn } }: ClockNotice): Promise<boolean> {
  return (await em.count(ClockNoticeEntity, { suggestionId, kind, dueOn })) > 0;
}
