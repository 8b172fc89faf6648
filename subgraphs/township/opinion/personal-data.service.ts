import { createHash } from 'node:crypto';
import type { Actor } from '../../../shared/auth/actor.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { SuggestionDeps } from '../../../shared/suggestion/suggestion.service.ts';
import { requirePersonalData } from './opinion-authority.ts';
import { toOpinionEvent } from './perform-opinion-act.ts';
import type { PersonalDataPurpose } from './opinion-status.ts';
import { OpinionEntity, type OpinionRow } from './opinion.entity.ts';

/** Who raised an opinion, unmasked; null where nothing was given. */
export interface CitizenData {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/**
 * Gives whose opinion it is to those who must know. That it was looked at, in which role and for what, stands in the log
 * before anything is given; those of one request are recorded in one transaction. Throws UNAUTHENTICATED, FORBIDDEN_ROLE,
 * FORBIDDEN_DIVISION or FORBIDDEN_PERSON.
 */
export function viewPersonalData(
  { deps, scope }: { readonly deps: SuggestionDeps; readonly scope: RequestScope },
  opinion: OpinionRow,
  purpose: PersonalDataPurpose,
): Promise<CitizenData> {
  const actor = requirePersonalData(opinion, scope.actor);
  const views = scope.loader<CitizenData>(`personal data for ${purpose}`, (ids) =>
    recordViews(deps, actor, { ids, purpose }),
  );
  return views.load(opinion.id);
}

async function recordViews(
  deps: SuggestionDeps,
  actor: Actor,
  { ids, purpose }: { readonly ids: readonly string[]; readonly purpose: PersonalDataPurpose },
): Promise<CitizenData[]> {
  const rows = await inTransaction(deps.database, async (em) => {
    const found = await em.find(OpinionEntity, { id: { $in: [...ids] } }, { disableIdentityMap: true });
    const now = deps.clock();
    // The person by a digest, as the events of a log hold nobody's name or account.
    const viewer = createHash('sha256').update(actor.subject).digest('hex');
    const events = found.map((row) => {
      const parts = {
        type: 'citizen-opinion.personal-data-viewed',
        act: 'viewPersonalData',
        from: row.status,
      } as const;
      return toOpinionEvent(row, { ...parts, payload: { purpose, viewer } }, { actor, now });
    });
    await deps.log.append(em, events);
    return found;
  });
  deps.log.wake();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    return {
      name: row?.citizenName ?? null,
      phone: row?.citizenPhone ?? null,
      address: row?.citizenAddress ?? null,
    };
  });
}
