import type { Actor } from '../../../shared/auth/actor.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import type { NewEvent } from '../../../shared/events/append-event.ts';
import { beijingDay, daysBetween, type CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import { addWorkingDays } from '../../../shared/lifecycle/working-day.ts';
import { ClockNoticeEntity } from '../../../shared/suggestion/clock/clock-notice.entity.ts';
import type { NoticeRules } from '../../../shared/suggestion/clock/clock-notice.ts';
import { stepDueSoonBy, type ClockDeps } from '../../../shared/suggestion/clock/give-notices.ts';
import { opinionSpans } from './opinion-transition.ts';
import type { OpinionRow } from './opinion.entity.ts';
import { lockOpinion } from './opinion.service.ts';
import { toOpinionEvent } from './perform-opinion-act.ts';

const wording = {
  STEP_DUE_SOON: { type: 'citizen-opinion.step-became-due-soon', act: 'stepDueSoon' },
  STEP_OVERDUE: { type: 'citizen-opinion.step-became-overdue', act: 'stepOverdue' },
} as const;

type OpinionNoticeKind = keyof typeof wording;

/** Opinions of one transaction. */
const batchSize = 50;

/**
 * Tells of at most a batch of citizens' opinions that their next step is due soon, or overdue, each in the transaction of
 * its event: whoever does so at the same time, each notice is given once. Gives their number; 0 where none is left.
 */
export async function giveOpinionNotices(deps: ClockDeps): Promise<number> {
  const { database, log, clock } = deps;
  const now = clock();
  const { sql, parameters } = opinionNoticesQuery(beijingDay(now), deps);
  const rows = await database.fork().execute<{ id: string }[]>(sql, parameters);
  if (rows.length === 0) return 0;
  const given = await inTransaction(database, async (em) => {
    const events: NewEvent[] = [];
    for (const { id } of rows) events.push(...(await giveNotice(em, await lockOpinion(em, id), { now, rules: deps })));
    if (events.length > 0) await log.append(em, events);
    return events.length;
  });
  if (given > 0) log.wake();
  return given;
}

/** Opinions of which something is to be told that has not been told yet, in the order of their ids. */
export function opinionNoticesQuery(today: CalendarDay, rules: NoticeRules): { sql: string; parameters: string[] } {
  const soon = stepDueSoonBy(today, rules);
  const statuses = Object.keys(opinionSpans);
  const untold = (kind: OpinionNoticeKind, span: string): string =>
    `select id from citizen_opinion where status in (${statuses.map(() => '?').join(', ')}) and ${span} and not exists (
      select 1 from clock_notice given where given.suggestion_id = citizen_opinion.id and given.kind = '${kind}' and given.due_on = citizen_opinion.step_due_on)`;
  const overdue = untold('STEP_OVERDUE', 'step_due_on < ?');
  const dueSoon = untold('STEP_DUE_SOON', `step_due_on >= ? and step_due_on <= ${soon.sql}`);
  return {
    sql: `${overdue} union all ${dueSoon} order by id limit ${batchSize}`,
    parameters: [...statuses, today, ...statuses, today, ...soon.parameters],
  };
}

async function giveNotice(
  em: EntityManager,
  row: OpinionRow,
  { now, rules }: { readonly now: Date; readonly rules: NoticeRules },
): Promise<NewEvent[]> {
  const { id: suggestionId, stepDueOn: dueOn, divisionCode, status: from } = row;
  const today = beijingDay(now);
  const kind = kindOf(row, today, rules);
  if (!dueOn || !kind) return [];
  // Read under the lock of the opinion's row, so that nobody gives it in between.
  if ((await em.count(ClockNoticeEntity, { suggestionId, kind, dueOn })) > 0) return [];
  await em.insert(ClockNoticeEntity, { suggestionId, kind, dueOn, givenAt: now.toISOString() });
  const actor: Actor = { subject: 'clock', name: 'clock', role: 'system', divisionCode, expiresAt: Infinity };
  const payload = { dueOn, daysLeft: daysBetween(today, dueOn) };
  return [toOpinionEvent(row, { ...wording[kind], from, payload }, { actor, now })];
}

function kindOf(
  { stepDueOn, divisionCode }: OpinionRow,
  today: CalendarDay,
  { lifecycle, calendar }: NoticeRules,
): OpinionNoticeKind | undefined {
  if (!stepDueOn) return undefined;
  if (today > stepDueOn) return 'STEP_OVERDUE';
  const { stepDueSoonWorkingDays } = lifecycle.deadlinesOf(divisionCode);
  return stepDueOn <= addWorkingDays(today, stepDueSoonWorkingDays, calendar) ? 'STEP_DUE_SOON' : undefined;
}
