import type { NewEvent } from '../../events/append-event.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { EntityManager } from '../../database/open-database.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { applyNewsFromAbove } from './news-from-above.ts';
import { applyNewsFromBelow } from './news-from-below.ts';
import { HandUpCursorEntity } from './hand-up.entity.ts';
import { levelAbove } from './level-above.ts';
import type { NeighbourNews } from './neighbour-news.ts';

/** A neighbour's news with what was asked of it about it. */
export interface ToldNews {
  readonly news: NeighbourNews;
  readonly dossier: unknown;
}

/** Where a neighbour's feed goes on; no cursor before its first event. */
export async function readHandUpPosition(em: EntityManager, level: CaseLevel) {
  const row = await em.findOne(HandUpCursorEntity, { level }, { disableIdentityMap: true });
  return { cursor: row?.lastCursor ?? undefined, sequence: row?.sequence ?? 0 };
}

/**
 * Applies a neighbour's news in one transaction with the cursor, so that each counts exactly once, whoever else applies
 * the same feed and wherever this process ends. Gives how far the feed has been applied then.
 */
export async function applyNews(
  deps: SuggestionDeps,
  neighbour: CaseLevel,
  told: readonly ToldNews[],
): Promise<number> {
  await ensureCursor(deps.database.fork(), neighbour);
  const isAbove = levelAbove(deps.lifecycle.level) === neighbour;
  const { sequence, hasEvents } = await inTransaction(deps.database, async (em) => {
    // A write, even of nothing, takes the row's lock on a server and the database's on SQLite.
    await em.execute('update hand_up_cursor set sequence = sequence where level = ?', [neighbour]);
    const stored = await readHandUpPosition(em, neighbour);
    const fresh = told.filter(({ news }) => news.sequence > stored.sequence);
    const last = fresh.at(-1)?.news;
    if (!last) return { sequence: stored.sequence, hasEvents: false };
    const events: NewEvent[] = [];
    for (const item of fresh) {
      const apply = isAbove ? applyNewsFromAbove : applyNewsFromBelow;
      events.push(...(await apply(deps, em, { ...item, neighbour })));
    }
    const position = { lastCursor: last.cursor, sequence: last.sequence };
    await em.nativeUpdate(HandUpCursorEntity, { level: neighbour }, position);
    const hasEvents = events.length > 0;
    if (hasEvents) await deps.log.append(em, events);
    return { sequence: last.sequence, hasEvents };
  });
  if (hasEvents) deps.log.wake();
  return sequence;
}

async function ensureCursor(em: EntityManager, level: CaseLevel): Promise<void> {
  const hasRow = async (): Promise<boolean> => (await em.count(HandUpCursorEntity, { level })) > 0;
  if (await hasRow()) return;
  try {
    await em.insert(HandUpCursorEntity, { level, lastCursor: null, sequence: 0 });
  } catch (error) {
    // Another process of the level may have been first; then its row counts.
    if (!(await hasRow())) throw error;
  }
}
