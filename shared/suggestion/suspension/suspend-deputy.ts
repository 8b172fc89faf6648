import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import type { Actor, MaybeActor } from '../../auth/actor.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { parseDeputyId } from '../../division/entity-id.ts';
import type { NewEvent } from '../../events/append-event.ts';
import { guard } from '../act/act-definition.ts';
import { parseInput, text } from '../act/act-input.ts';
import { requireDivision, requireRole } from '../act/authority.ts';
import { nextNumber } from '../case-store.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { DeputySuspensionEntity, type DeputySuspensionRow } from './suspension.entity.ts';

export interface SuspensionRequest {
  readonly divisionCode: string;
  readonly deputyId: string;
  readonly input: unknown;
}

const grounds = z.object({ reason: text(2_000) });

/** The congress suspends a deputy of its own: from then on the deputy neither drafts, signs nor evaluates there. */
export function suspendDeputy(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: SuspensionRequest,
): Promise<DeputySuspensionRow> {
  return decide(deps, maybeActor, request, {
    event: { type: 'deputy.suspended', act: 'suspendDeputy', fromState: 'IN_OFFICE', toState: 'SUSPENDED' },
    change: async (em, { divisionCode, deputyId, reason, at }) => {
      // Before anything is read: decisions on one deputy come one after the other.
      const position = await nextNumber(em, `suspension:${divisionCode}:${deputyId}`);
      const running = await findRunning(em, { divisionCode, deputyId });
      guard(!running, `Deputy ${deputyId} is suspended from the congress of ${divisionCode} already.`);
      const row = { divisionCode, deputyId, position, reason, suspendedAt: at, endedAt: null, endReason: null };
      await em.insert(DeputySuspensionEntity, row);
      return row;
    },
  });
}

/** The suspension ends: the deputy acts again. */
export function reinstateDeputy(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: SuspensionRequest,
): Promise<DeputySuspensionRow> {
  return decide(deps, maybeActor, request, {
    event: { type: 'deputy.reinstated', act: 'reinstateDeputy', fromState: 'SUSPENDED', toState: 'IN_OFFICE' },
    change: async (em, { divisionCode, deputyId, reason, at }) => {
      const running = await findRunning(em, { divisionCode, deputyId });
      guard(running !== null, `Deputy ${deputyId} is not suspended from the congress of ${divisionCode}.`);
      Object.assign(running, { endedAt: at, endReason: reason });
      await em.flush();
      return { ...running };
    },
  });
}

interface Change {
  readonly divisionCode: string;
  readonly deputyId: string;
  readonly reason: string;
  readonly at: string;
}

interface Decision {
  readonly event: Pick<NewEvent, 'type' | 'act' | 'fromState' | 'toState'>;
  readonly change: (em: EntityManager, change: Change) => Promise<DeputySuspensionRow>;
}

async function decide(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  { divisionCode, input, ...request }: SuspensionRequest,
  { event, change }: Decision,
): Promise<DeputySuspensionRow> {
  const actor = requireRole(deps.lifecycle, 'review', maybeActor);
  requireDivision(actor, divisionCode);
  const deputyId = parseDeputyId(request.deputyId);
  const { reason } = parseInput(grounds, input);
  const row = await inTransaction(deps.database, async (em) => {
    await deps.checkPlace(em, { divisionCode, originId: null });
    const at = deps.clock().toISOString();
    const changed = await change(em, { divisionCode, deputyId, reason, at });
    await deps.log.append(em, [{ ...event, ...factsOf({ divisionCode, deputyId, at }, actor) }]);
    return changed;
  });
  deps.log.wake();
  return row;
}

/** Nothing of the grounds, which are personal. */
function factsOf({ divisionCode, deputyId, at }: Omit<Change, 'reason'>, { role, organ }: Actor) {
  return {
    ...{ aggregateType: 'deputy', aggregateId: deputyId, actorRole: role, organ: organ ?? null },
    ...{ divisionCode, occurredAt: at, payload: {} },
  };
}

function findRunning(
  em: EntityManager,
  deputy: Pick<Change, 'divisionCode' | 'deputyId'>,
): Promise<DeputySuspensionRow | null> {
  return em.findOne(DeputySuspensionEntity, { ...deputy, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
