import type { Actor } from '../../auth/actor.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { ClientError } from '../../errors/client-error.ts';
import { beijingDay, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import { recordSilenceAct } from '../act/conclude.acts.ts';
import { performOnCase, type SuggestionDeps } from '../suggestion.service.ts';

/** Cases that are looked up in one statement. */
const batchSize = 100;

/**
 * Ends every window for evaluation that is over: who kept silent has not answered. Each case is an act of its own, legal
 * once, so that of several processes one does it. Gives the number of cases.
 */
export async function recordSilence(deps: SuggestionDeps, signal: AbortSignal): Promise<number> {
  const today = beijingDay(deps.clock());
  let recorded = 0;
  for (let after = ''; ;) {
    const rows = await readLapsed(deps.database.fork(), today, after);
    for (const { id, version, division_code: divisionCode } of rows) {
      if (signal.aborted) return recorded;
      if (await recordOn(deps, { id, version: Number(version), divisionCode })) recorded += 1;
    }
    const last = rows.at(-1);
    if (!last) return recorded;
    after = last.id;
  }
}

/** False where somebody was quicker: a deputy who evaluated after all, or another process. */
async function recordOn(
  deps: SuggestionDeps,
  { id, version, divisionCode }: { id: string; version: number; divisionCode: string },
): Promise<boolean> {
  const clock: Actor = { subject: 'clock', name: 'clock', role: 'system', divisionCode, expiresAt: Infinity };
  try {
    await performOnCase(deps, clock, { definition: recordSilenceAct, id, expectedVersion: version, input: {} });
    return true;
  } catch (error) {
    if (error instanceof ClientError && (error.code === 'CONFLICT' || error.code === 'ACT_NOT_LEGAL')) return false;
    throw error;
  }
}

interface LapsedRow {
  readonly id: string;
  readonly version: number;
  readonly division_code: string;
}

function readLapsed(em: EntityManager, today: CalendarDay, after: string): Promise<LapsedRow[]> {
  const { sql, parameters } = lapsedQuery(today, after);
  return em.execute<LapsedRow[]>(sql, parameters);
}

/** Cases with a reply that their deputies had time enough to evaluate, in the order of their ids. */
export function lapsedQuery(today: CalendarDay, after: string): { sql: string; parameters: string[] } {
  return {
    sql: `select id, version, division_code from suggestion
      where status in ('REPLIED', 'ANSWERED_FROM_ABOVE') and step_due_on < ? and id > ? order by id limit ${batchSize}`,
    parameters: [today, after],
  };
}
