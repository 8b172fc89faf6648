import type { Actor, MaybeActor } from '../auth/actor.ts';
import type { Database, EntityManager } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { ClientError } from '../errors/client-error.ts';
import type { EventLog } from '../events/event-log.ts';
import { parseSuggestionId } from '../division/entity-id.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { HolidayCalendar } from '../lifecycle/working-day.ts';
import type { ActContext, ActDefinition } from './act/act-definition.ts';
import { requireDivision, requirePart, requireRole } from './act/authority.ts';
import { parseDraft, type DraftInput, type DraftPlace } from './act/draft.act.ts';
import { performAct, performDraft, type PerformedAct } from './act/perform-act.ts';
import { takeSide } from './act/role-conflict.ts';
import { lockCase, nextNumber, saveCase } from './case-store.ts';
import type { OpinionOutbox } from './hand-up/raised-opinion.ts';
import { OpinionLinkEntity } from './opinion/opinion-link.entity.ts';
import { maySeeSecret } from './secrecy.ts';
import { newSalt } from './step-digest.ts';
import { activeAssignments, deputyIdsOf, type SuggestionCase } from './suggestion-case.ts';
import type { SuggestionRow } from './suggestion.entity.ts';
import { requireInOffice } from './suspension/require-in-office.ts';
import { isVisibleTo } from './visibility.ts';

/** What acts on a level's suggestions need of their service. */
export interface SuggestionDeps {
  readonly database: Database;
  readonly log: EventLog;
  readonly lifecycle: Lifecycle;
  readonly calendar: HolidayCalendar;
  readonly clock: () => Date;
  /** Of a level that holds citizens' opinions. */
  readonly opinions?: OpinionOutbox | undefined;
  /** Throws where a draft may not be made in this division or from this origin. */
  checkPlace(em: EntityManager, place: { divisionCode: string; originId: string | null | undefined }): Promise<void>;
}

export interface ActRequest<Input> {
  readonly definition: ActDefinition<Input>;
  readonly id: string;
  readonly expectedVersion: number;
  readonly input: unknown;
}

/** Performs an act and appends its events in one transaction; the actor is re-checked against the case itself. */
export async function performOnCase<Input>(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: ActRequest<Input>,
): Promise<SuggestionRow> {
  const actor = requireRole(deps.lifecycle, request.definition.act, maybeActor);
  const parsed = { ...request, id: parseSuggestionId(request.id), input: request.definition.parse(request.input) };
  const row = await inTransaction(deps.database, async (em) => {
    const performed = await performInTransaction(deps, { em, actor }, parsed);
    await deps.log.append(em, performed.events);
    return { ...performed.item.suggestion };
  });
  deps.log.wake();
  return row;
}

/** An act in a transaction of the caller's, who appends the events. Its input has been parsed. */
export async function performInTransaction<Input>(
  deps: SuggestionDeps,
  { em, actor }: { readonly em: EntityManager; readonly actor: Actor },
  { definition, id, expectedVersion, input }: ActRequest<Input> & { readonly input: Input },
): Promise<PerformedAct> {
  const { act, reads } = definition;
  const part = deps.lifecycle.partOf(act);
  const item = await lockCase(em, id, reads);
  if (!item || !isVisible(item, actor)) throw notFound(id);
  requireDivision(actor, item.suggestion.divisionCode);
  requirePart({ act, part }, item, actor);
  await requireInOffice(em, actor, item.suggestion.divisionCode);
  await takeSide(em, { suggestionId: id, part, actor });
  requireVersion(item.suggestion, expectedVersion);
  const performed = await performAct(definition, item, { input, context: contextOf(deps, actor, em) });
  for (const touched of performed.cases) await saveCase(em, touched);
  return performed;
}

/** Makes a draft of which the actor is the lead deputy. */
export async function draftSuggestion(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: { divisionCode: string; input: unknown },
): Promise<SuggestionRow> {
  const actor = requireRole(deps.lifecycle, 'draft', maybeActor);
  const { divisionCode } = request;
  requireDivision(actor, divisionCode);
  const input: DraftInput = parseDraft(request.input);
  const row = await inTransaction(deps.database, async (em) => {
    await requireInOffice(em, actor, divisionCode);
    const { item, events } = await draftInTransaction(deps, { em, actor }, { divisionCode, input });
    await deps.log.append(em, events);
    return { ...item.suggestion };
  });
  deps.log.wake();
  return row;
}

/** A draft in a transaction of the caller's, who appends the events. */
export async function draftInTransaction(
  deps: SuggestionDeps,
  { em, actor }: { readonly em: EntityManager; readonly actor: Actor },
  { input, ...place }: { readonly input: DraftInput } & Pick<DraftPlace, 'divisionCode' | 'opinionId' | 'synthetic'>,
): Promise<PerformedAct> {
  await deps.checkPlace(em, { divisionCode: place.divisionCode, originId: input.originId });
  const leadDeputyId = actor.deputyId ?? '';
  const performed = await performDraft(input, { ...place, leadDeputyId }, contextOf(deps, actor, em));
  for (const touched of performed.cases) await saveCase(em, touched);
  if (place.opinionId !== undefined) {
    await em.insert(OpinionLinkEntity, { opinionId: place.opinionId, suggestionId: performed.item.suggestion.id });
  }
  return performed;
}

export function notFound(id: string): ClientError {
  return new ClientError('SUGGESTION_NOT_FOUND', `Suggestion ${id} does not exist here, or it is not public yet.`);
}

/** What an act sees, in the transaction of `em`. */
export function contextOf(deps: SuggestionDeps, actor: Actor, em: EntityManager): ActContext {
  const { lifecycle, calendar, clock } = deps;
  return {
    lifecycle,
    calendar,
    actor,
    now: clock(),
    nextNumber: (series) => nextNumber(em, series),
    newSalt,
    findCase: (id) => lockCase(em, id),
    mergedInto: async (id) => {
      const rows = await em.execute<{ id: string }[]>(
        "select id from suggestion where merged_into_id = ? and status = 'MERGED' order by id",
        [id],
      );
      const cases: SuggestionCase[] = [];
      for (const row of rows) {
        const item = await lockCase(em, row.id);
        if (item?.suggestion.status === 'MERGED' && item.suggestion.mergedIntoId === id) cases.push(item);
      }
      return cases;
    },
  };
}

function isVisible(item: SuggestionCase, actor: MaybeActor): boolean {
  const { status, secret, divisionCode } = item.suggestion;
  const deputyIds = deputyIdsOf(item);
  if (!isVisibleTo(actor, status, deputyIds)) return false;
  const organs = activeAssignments(item).map(({ organ }) => organ);
  // The clock acts within the level.
  return !secret || actor?.role === 'system' || maySeeSecret(actor, { divisionCode, deputyIds, organs });
}

export function requireVersion(suggestion: SuggestionRow, expectedVersion: number): void {
  if (suggestion.version === expectedVersion) return;
  throw new ClientError(
    'CONFLICT',
    `${suggestion.id} is in version ${suggestion.version} (${suggestion.status}), not ${expectedVersion}. Read it again and repeat the act if it still holds.`,
    { currentVersion: suggestion.version, currentStatus: suggestion.status },
  );
}
