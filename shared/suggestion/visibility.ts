import type { MaybeActor } from '../auth/actor.ts';
import { isOneOf, privateStatuses, type SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import type { SqlCondition } from '../paging/child-pages.ts';

/**
 * Who sees a suggestion: everybody, once it has been submitted; before, the deputies who sign it, and the services of
 * this installation, which keep it to themselves by this same rule.
 */
export function isVisibleTo(actor: MaybeActor, status: SuggestionStatus, deputyIds: readonly string[]): boolean {
  if (!isOneOf(privateStatuses, status) || actor?.role === 'system') return true;
  return actor?.deputyId !== undefined && deputyIds.includes(actor.deputyId);
}

/** The same rule for the table `suggestion` (or one with its columns) and its signers' table. */
export function visibleRows(
  actor: MaybeActor,
  table: { readonly proposers: string } = { proposers: 'suggestion_proposer' },
): SqlCondition {
  if (actor?.role === 'system') return { sql: '', parameters: [] };
  const isPublic = `status not in (${privateStatuses.map(() => '?').join(', ')})`;
  if (!actor?.deputyId) return { sql: isPublic, parameters: [...privateStatuses] };
  return {
    sql: `${isPublic} or id in (select suggestion_id from ${table.proposers} where deputy_id = ?)`,
    parameters: [...privateStatuses, actor.deputyId],
  };
}
