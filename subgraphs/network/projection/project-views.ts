import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { ToldEvent } from '../feed/feed-event.ts';
import { stageSeconds } from '../statistics/case-stage.ts';
import {
  SuggestionOrganEntity,
  SuggestionSignerEntity,
  SuggestionViewEntity,
  type SuggestionSignerRow,
} from '../suggestion/suggestion-view.entity.ts';
import { projectStages } from './project-stages.ts';
import { toViewRow } from './view-row.ts';

const noStages = stageSeconds(new Map());

/** Brings the suggestions that the events tell of up to the newest of them. */
export async function projectViews(em: EntityManager, level: CaseLevel, events: readonly ToldEvent[]): Promise<void> {
  const newest = new Map(events.map((event) => [event.suggestionId, event]));
  const known = await em.find(SuggestionViewEntity, { id: { $in: [...newest.keys()] } });
  const rows = new Map(known.map((row) => [row.id, row]));
  const stages = await projectStages(em, events);
  for (const event of newest.values()) {
    const row = rows.get(event.suggestionId);
    const told = { ...toViewRow(level, event), ...stages.get(event.suggestionId) };
    if (row) em.assign(row, told);
    else em.persist(em.create(SuggestionViewEntity, { ...noStages, ...told }));
  }
  await em.flush();
  await projectOrgans(em, [...newest.values()]);
}

async function projectOrgans(em: EntityManager, events: readonly ToldEvent[]): Promise<void> {
  const ids = events.map(({ suggestionId }) => suggestionId);
  const known = await em.find(SuggestionOrganEntity, { suggestionId: { $in: ids } }, { disableIdentityMap: true });
  const knownOf = Map.groupBy(known, ({ suggestionId }) => suggestionId);
  const changed = events.filter(({ suggestionId, payload }) => {
    const organs = new Set(payload.facts.organs);
    const before = knownOf.get(suggestionId) ?? [];
    return before.length !== organs.size || before.some(({ organ }) => !organs.has(organ));
  });
  if (changed.length === 0) return;
  await em.nativeDelete(SuggestionOrganEntity, { suggestionId: { $in: changed.map((event) => event.suggestionId) } });
  const rows = changed.flatMap(({ suggestionId, payload }) =>
    [...new Set(payload.facts.organs)].map((organ) => ({ suggestionId, organ })),
  );
  if (rows.length > 0) await em.insertMany(SuggestionOrganEntity, rows);
}

/**
 * Records who signs, or is asked to, as the newest event that tells of it has it; gives who does at each event, by its
 * sequence. A deputy who is asked later has no part in what was before, however the events come together.
 */
export async function projectSigners(
  em: EntityManager,
  events: readonly ToldEvent[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const ids = [...new Set(events.map(({ suggestionId }) => suggestionId))];
  const known = await em.find(
    SuggestionSignerEntity,
    { suggestionId: { $in: ids } },
    { disableIdentityMap: true, orderBy: { deputyId: 'asc' } },
  );
  const current = new Map<string, readonly SuggestionSignerRow[]>(
    Map.groupBy(known, ({ suggestionId }) => suggestionId),
  );
  const changed = new Set<string>();
  const atEvent = new Map<number, readonly string[]>();
  for (const event of events) {
    const { suggestionId, sequence } = event;
    if (tellsSigners(event)) {
      current.set(suggestionId, signersOf(event));
      changed.add(suggestionId);
    }
    atEvent.set(
      sequence,
      (current.get(suggestionId) ?? []).map(({ deputyId }) => deputyId),
    );
  }
  if (changed.size > 0) await em.nativeDelete(SuggestionSignerEntity, { suggestionId: { $in: [...changed] } });
  const rows = [...changed].flatMap((id) => current.get(id) ?? []);
  if (rows.length > 0) await em.insertMany(SuggestionSignerEntity, [...rows]);
  return atEvent;
}

function tellsSigners({ payload }: ToldEvent): boolean {
  return payload.deputyIds !== undefined;
}

function signersOf({ suggestionId, payload }: ToldEvent): SuggestionSignerRow[] {
  const deputyIds = [...new Set(payload.deputyIds ?? [])].sort();
  return deputyIds.map((deputyId) => ({ suggestionId, deputyId, isLead: deputyId === payload.leadDeputyId }));
}
