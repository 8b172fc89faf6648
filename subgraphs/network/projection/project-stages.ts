import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { ToldEvent } from '../feed/feed-event.ts';
import { stageSeconds, stageStatuses, type StageSeconds } from '../statistics/case-stage.ts';
import { ReachedStatusEntity, type ReachedStatusRow } from '../statistics/reached-status.entity.ts';

/** Notes the first time in each state; gives the lengths of the stages of the suggestions that came to a new one. */
export async function projectStages(
  em: EntityManager,
  events: readonly ToldEvent[],
): Promise<ReadonlyMap<string, StageSeconds>> {
  const moves = events.filter(({ from, to }) => from !== to && stageStatuses.has(to));
  if (moves.length === 0) return new Map();
  const ids = [...new Set(moves.map(({ suggestionId }) => suggestionId))];
  const known = await em.find(ReachedStatusEntity, { suggestionId: { $in: ids } }, { disableIdentityMap: true });
  const reached = new Map(ids.map((id) => [id, new Map<ReachedStatusRow['status'], string>()]));
  for (const { suggestionId, status, reachedAt } of known) reached.get(suggestionId)?.set(status, reachedAt);
  const added: ReachedStatusRow[] = [];
  for (const { suggestionId, to, occurredAt } of moves) {
    const times = reached.get(suggestionId);
    if (!times || times.has(to)) continue;
    times.set(to, occurredAt);
    added.push({ suggestionId, status: to, reachedAt: occurredAt });
  }
  if (added.length > 0) await em.insertMany(ReachedStatusEntity, added);
  const changed = new Set(added.map(({ suggestionId }) => suggestionId));
  return new Map([...reached].filter(([id]) => changed.has(id)).map(([id, times]) => [id, stageSeconds(times)]));
}
