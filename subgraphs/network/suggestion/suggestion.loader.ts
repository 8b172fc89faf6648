import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { allOf, isIn } from '../../../shared/paging/child-pages.ts';
import { visibleRows } from '../../../shared/suggestion/visibility.ts';
import type { SuggestionReference } from './suggestion-reference.ts';

/** A suggestion with its links to cases of other levels. */
export interface LinkedSuggestion extends SuggestionReference {
  readonly escalatedFromId: string | null;
  readonly escalatedToId: string | null;
}

interface LinkedColumns {
  readonly id: string;
  readonly level: SuggestionReference['level'];
  readonly escalated_from_id: string | null;
  readonly escalated_to_id: string | null;
}

/** Null where there is no such suggestion, or none that the actor may see. */
export function suggestionLoader(scope: RequestScope) {
  return scope.loader<LinkedSuggestion | null>('suggestion', async (ids) => {
    const condition = allOf(isIn('id', ids), visibleRows(scope.actor, { proposers: 'suggestion_signer' }));
    const rows = await scope.em.execute<LinkedColumns[]>(
      `select id, level, escalated_from_id, escalated_to_id from suggestion_view where ${condition.sql}`,
      [...condition.parameters],
    );
    const byId = new Map(rows.map((row) => [row.id, toLinked(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

function toLinked(row: LinkedColumns): LinkedSuggestion {
  return {
    id: row.id,
    level: row.level,
    escalatedFromId: row.escalated_from_id,
    escalatedToId: row.escalated_to_id,
  };
}
