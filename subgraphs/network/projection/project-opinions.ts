import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { ToldEvent } from '../feed/feed-event.ts';
import { OpinionSuggestionEntity } from '../opinion/opinion-suggestion.entity.ts';

/** Records of which citizens' opinions suggestions were made, as their drafts tell. */
export async function projectOpinions(em: EntityManager, events: readonly ToldEvent[]): Promise<void> {
  const rows = events.flatMap(({ suggestionId, payload: { opinionId } }) =>
    opinionId === undefined ? [] : [{ opinionId, suggestionId }],
  );
  if (rows.length > 0) await em.insertMany(OpinionSuggestionEntity, rows);
}
