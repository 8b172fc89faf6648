import type { EntityManager } from '../database/open-database.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { SuggestionEventType } from './suggestion-event.type.ts';

/** Stands for an event of a secret case (涉密), or of what is no suggestion at all, in what leaves the level. */
export const withheldAct = 'withhold';

/** What a withheld event has where others name their case and its division. */
export const withheldPlace = { suggestionId: 'withheld', divisionCode: '000000' } as const;

/** Those of the events' cases that are secret now, whatever they were when the events happened. */
export function secretCases(em: EntityManager, events: readonly EventRow[]): Promise<ReadonlySet<string>> {
  return secretAmong(
    em,
    events.map(({ aggregateId }) => aggregateId),
  );
}

/** An event without the case that its own was once merged into, where that one has become secret since. */
export async function withoutSecretLinks(
  em: EntityManager,
  events: readonly SuggestionEventType[],
): Promise<SuggestionEventType[]> {
  const linked = events.flatMap(({ payload }) => linksOf(payload));
  if (linked.length === 0) return [...events];
  const secret = await secretAmong(em, linked);
  return events.map((event) => {
    const { payload } = event;
    if (!linksOf(payload).some((id) => secret.has(id))) return event;
    const { mergedIntoId: _main, facts, ...kept } = payload;
    return { ...event, payload: { ...kept, facts: { ...(facts as object), mergedIntoId: null } } };
  });
}

function linksOf({ mergedIntoId, facts }: Record<string, unknown>): string[] {
  const ids = [mergedIntoId, (facts as { mergedIntoId?: unknown } | undefined)?.mergedIntoId];
  return ids.filter((id) => typeof id === 'string');
}

async function secretAmong(em: EntityManager, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(caseIds)];
  const rows = await em.execute<{ id: string }[]>(
    `select id from suggestion where secret = 1 and id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * An event with nothing of its case: its place in the log is kept, so that a reader who must miss nothing finds no gap.
 * Where the case became secret only now, the reader is told which one to forget.
 */
export function withheldEvent(event: SuggestionEventType): SuggestionEventType {
  const isNewlySecret = event.act === 'classify';
  return {
    ...event,
    ...withheldPlace,
    type: 'suggestion.withheld',
    act: withheldAct,
    from: null,
    to: 'DRAFT',
    actorRole: 'system',
    organ: null,
    clockStop: null,
    payload: isNewlySecret ? { forgets: event.suggestionId } : {},
  };
}
