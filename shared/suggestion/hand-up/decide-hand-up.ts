import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import type { Actor, MaybeActor } from '../../auth/actor.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { parseHandUpId } from '../../division/entity-id.ts';
import { ClientError } from '../../errors/client-error.ts';
import { guard } from '../act/act-definition.ts';
import { parseInput, text } from '../act/act-input.ts';
import { requireDivision, requireRole } from '../act/authority.ts';
import { toEvent } from '../act/perform-act.ts';
import { recordStep } from '../act/record-step.ts';
import { takeSide } from '../act/role-conflict.ts';
import { saveCase } from '../case-store.ts';
import { deputyIdsOf, leadDeputyOf } from '../suggestion-case.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { contextOf, type SuggestionDeps } from '../suggestion.service.ts';
import { requireInOffice } from '../suspension/require-in-office.ts';
import { caseFromBelow } from './case-from-below.ts';
import { ReceivedHandUpEntity, type ReceivedHandUpRow } from './hand-up.entity.ts';
import { newsEvent } from './hand-up-news.ts';

export interface HandUpRequest {
  readonly id: string;
  readonly expectedVersion: number;
}

/**
 * The reviewer accepts a hand-up, or a deputy of the congress adopts it in person, which is that deputy's consent. It
 * becomes a registered case with a number of its own. Throws HAND_UP_NOT_FOUND, CONFLICT, ACT_NOT_LEGAL, GUARD_FAILED,
 * and what every act throws of the actor.
 */
export async function takeUpHandUp(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  { act, ...request }: HandUpRequest & { readonly act: 'acceptHandUp' | 'adoptHandUp' },
): Promise<SuggestionRow> {
  const actor = requireRole(deps.lifecycle, act, maybeActor);
  const id = parseHandUpId(request.id);
  const taken = await inTransaction(deps.database, async (em) => {
    const handUp = await lockWaiting(em, { ...request, id }, { act, actor });
    await requireInOffice(em, actor, handUp.divisionCode);
    const adopterId = act === 'adoptHandUp' ? requireAdopter(handUp, actor) : undefined;
    const context = contextOf(deps, actor, em);
    const item = await caseFromBelow(handUp, adopterId, context);
    const { suggestion } = item;
    const stepDigest = recordStep(item, { act }, context);
    await saveCase(em, item);
    if (adopterId) await takeSide(em, { suggestionId: suggestion.id, part: 'LEAD_DEPUTY', actor });
    const state = adopterId ? 'ADOPTED' : 'ACCEPTED';
    decide(handUp, { state, linkedId: suggestion.id, decidedAt: context.now.toISOString() });
    await em.flush();
    const { caseNumber, divisionCode } = suggestion;
    const type = adopterId ? 'suggestion.adopted-from-below' : 'suggestion.accepted-from-below';
    const signers = { leadDeputyId: leadDeputyOf(item), deputyIds: deputyIdsOf(item) };
    const payload = { handUpId: id, sourceId: handUp.sourceId, caseNumber, ...signers };
    await deps.log.append(em, [
      toEvent(item, { type, act, from: null, payload, stepDigest }, context),
      newsEvent({ id, act: 'accept', state, divisionCode, payload: { linkedId: suggestion.id, caseNumber } }, context),
    ]);
    return { ...suggestion };
  });
  deps.log.wake();
  return taken;
}

const declining = z.object({ reason: text(2_000) });

/** The reviewer declines a hand-up, with a reason that the level below reads: the matter goes on there. */
export async function declineHandUp(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  { input, ...request }: HandUpRequest & { readonly input: unknown },
): Promise<ReceivedHandUpRow> {
  const actor = requireRole(deps.lifecycle, 'acceptHandUp', maybeActor);
  const id = parseHandUpId(request.id);
  const { reason } = parseInput(declining, input);
  const declined = await inTransaction(deps.database, async (em) => {
    const handUp = await lockWaiting(em, { ...request, id }, { act: 'declineHandUp', actor });
    const context = contextOf(deps, actor, em);
    decide(handUp, { state: 'DECLINED', note: reason, decidedAt: context.now.toISOString() });
    await em.flush();
    const { divisionCode } = handUp;
    await deps.log.append(em, [newsEvent({ id, act: 'decline', state: 'DECLINED', divisionCode }, context)]);
    return { ...handUp };
  });
  deps.log.wake();
  return declined;
}

function decide(handUp: ReceivedHandUpRow, change: Partial<ReceivedHandUpRow>): void {
  Object.assign(handUp, change, { version: handUp.version + 1 });
}

/** Consent is given in person: where a deputy was asked, by that deputy. Throws FORBIDDEN_PERSON. */
function requireAdopter({ id, adopterId: asked }: ReceivedHandUpRow, { deputyId }: Actor): string {
  guard(deputyId !== undefined, 'Only a deputy can adopt.');
  if (!asked || asked === deputyId) return deputyId;
  throw new ClientError('FORBIDDEN_PERSON', `Deputy ${asked} was asked to adopt ${id}: nobody else may.`);
}

const decisions = ['acceptHandUp', 'adoptHandUp', 'declineHandUp'];

/** Locks the hand-up's row until the transaction ends. */
async function lockWaiting(
  em: EntityManager,
  { id, expectedVersion }: HandUpRequest,
  { act, actor }: { readonly act: string; readonly actor: Actor },
): Promise<ReceivedHandUpRow> {
  await em.execute('update received_hand_up set version = version where id = ?', [id]);
  const row = await em.findOne(ReceivedHandUpEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!row) throw handUpNotFound(id);
  requireDivision(actor, row.divisionCode);
  const { state, version, linkedId } = row;
  if (version !== expectedVersion) {
    throw new ClientError(
      'CONFLICT',
      `${id} is in version ${version} (${state}), not ${expectedVersion}. Read it again and repeat the act if it still holds.`,
      { currentVersion: version, currentStatus: state },
    );
  }
  if (state !== 'WAITING') {
    const became = linkedId ? `; it became ${linkedId}` : '';
    throw new ClientError('ACT_NOT_LEGAL', `${id} is ${state}: "${act}" is not legal now${became}. Nothing is.`, {
      ...{ status: state, act, legalActs: [], version },
      legalWhileWaiting: decisions,
    });
  }
  return row;
}

export function handUpNotFound(id: string): ClientError {
  return new ClientError('HAND_UP_NOT_FOUND', `No hand-up ${id} has come to this level.`);
}
