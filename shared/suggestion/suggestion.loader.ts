import type { EntityManager } from '../database/open-database.ts';
import type { MaybeActor } from '../auth/actor.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
  type AssignmentRow,
  type EvaluationRow,
  type ProposerRow,
  type ReplyRow,
  type SuggestionRow,
} from './suggestion.entity.ts';
import { isVisibleTo } from './visibility.ts';

const unmanaged = { disableIdentityMap: true } as const;

/** Loads everything that belongs to suggestions, each kind in one statement for all suggestions of a request. */
export function suggestionLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    /** Null where there is no such suggestion, or none that the actor may see. */
    suggestion: scope.loader<SuggestionRow | null>('suggestion', (ids) => loadVisible(em, scope.actor, ids)),
    proposers: scope.loader<ProposerRow[]>('proposers', async (ids) =>
      grouped(
        ids,
        await em.find(
          ProposerEntity,
          { suggestionId: { $in: [...ids] } },
          { orderBy: { position: 'asc' }, ...unmanaged },
        ),
      ),
    ),
    assignments: scope.loader<AssignmentRow[]>('assignments', async (ids) =>
      grouped(
        ids,
        await em.find(
          AssignmentEntity,
          { suggestionId: { $in: [...ids] } },
          { orderBy: { position: 'asc' }, ...unmanaged },
        ),
      ),
    ),
    replies: scope.loader<ReplyRow[]>('replies', async (ids) =>
      grouped(
        ids,
        await em.find(
          ReplyEntity,
          { suggestionId: { $in: [...ids] } },
          { orderBy: { repliedAt: 'asc' }, ...unmanaged },
        ),
      ),
    ),
    evaluations: scope.loader<EvaluationRow[]>('evaluations', async (ids) =>
      grouped(
        ids,
        await em.find(
          EvaluationEntity,
          { suggestionId: { $in: [...ids] } },
          { orderBy: { evaluatedAt: 'asc' }, ...unmanaged },
        ),
      ),
    ),
  };
}

async function loadVisible(
  em: EntityManager,
  actor: MaybeActor,
  ids: readonly string[],
): Promise<(SuggestionRow | null)[]> {
  const rows = await em.find(SuggestionEntity, { id: { $in: [...ids] } }, unmanaged);
  const drafts = rows.filter((row) => !isVisibleTo(undefined, row.status, [])).map((row) => row.id);
  const signers = drafts.length > 0 ? await em.find(ProposerEntity, { suggestionId: { $in: drafts } }, unmanaged) : [];
  const signersOf = Map.groupBy(signers, (signer) => signer.suggestionId);
  const visible = new Map<string, SuggestionRow>();
  for (const row of rows) {
    const deputyIds = (signersOf.get(row.id) ?? []).map(({ deputyId }) => deputyId);
    if (isVisibleTo(actor, row.status, deputyIds)) visible.set(row.id, row);
  }
  return ids.map((id) => visible.get(id) ?? null);
}

function grouped<Row extends { suggestionId: string }>(ids: readonly string[], rows: Row[]): Row[][] {
  const byId = Map.groupBy(rows, (row) => row.suggestionId);
  return ids.map((id) => byId.get(id) ?? []);
}
