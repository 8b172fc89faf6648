import type { MaybeActor } from '../auth/actor.ts';
import type { Database, EntityManager } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { ClientError } from '../errors/client-error.ts';
import type { EventLog } from '../events/event-log.ts';
import { parseSuggestionId } from '../division/entity-id.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { HolidayCalendar } from '../lifecycle/working-day.ts';
import type { ActContext, ActDefinition } from './act/act-definition.ts';
import { requireDivision, requirePart, requireRole } from './act/authority.ts';
import { parseDraft, type DraftInput } from './act/draft.act.ts';
import { performAct, performDraft } from './act/perform-act.ts';
import { lockCase, nextNumber, saveCase } from './case-store.ts';
import type { SuggestionCase } from './suggestion-case.ts';
import type { SuggestionRow } from './suggestion.entity.ts';
import { isVisibleTo } from './visibility.ts';

/** What acts on a level's suggestions need of their service. */
export interface SuggestionDeps {
  readonly database: Database;
  readonly log: EventLog;
  readonly lifecycle: Lifecycle;
  readonly clock: () => Date;
  readonly calendar: HolidayCalendar;
  /** Throws where a draft may not be made in this division or from this origin. */
  checkPlace(em: EntityManager, place: { divisionCode: string; originId: string | null | undefined }): Promise<void>;
}

export interface ActRequest<Input> {
  readonly definition: ActDefinition<Input>;
  readonly id: string;
  readonly expectedVersion: number;
  readonly input: unknown;
}

/** Performs an act and appends its event in one transaction; the actor is re-checked against the case itself. */
export async function performOnCase<Input>(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: ActRequest<Input>,
): Promise<SuggestionRow> {
  const { definition, expectedVersion } = request;
  const actor = requireRole(deps.lifecycle, definition.act, maybeActor);
  const id = parseSuggestionId(request.id);
  const input = definition.parse(request.input);
  const row = await inTransaction(deps.database, async (em) => {
    const item = await lockCase(em, id);
    if (!item || !isVisible(item, actor)) throw notFound(id);
    requireDivision(actor, item.suggestion.divisionCode);
    requirePart(definition.act, item, actor);
    requireVersion(item.suggestion, expectedVersion);
    const event = await performAct(definition, item, { input, context: contextOf(deps, actor, em) });
    await saveCase(em, item);
    await deps.log.append(em, [event]);
    return { ...item.suggestion };
  });
  deps.log.wake();
  return row;
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
    await deps.checkPlace(em, { divisionCode, originId: input.originId });
    const place = { divisionCode, leadDeputyId: actor.deputyId ?? '' };
    const { item, event } = await performDraft(input, place, contextOf(deps, actor, em));
    await saveCase(em, item);
    await deps.log.append(em, [event]);
    return { ...item.suggestion };
  });
  deps.log.wake();
  return row;
}

export function notFound(id: string): ClientError {
  return new ClientError('SUGGESTION_NOT_FOUND', `Suggestion ${id} does not exist here, or it is not public yet.`);
}

function contextOf(deps: SuggestionDeps, actor: ActContext['actor'], em: EntityManager): ActContext {
  const { lifecycle, clock, calendar } = deps;
  return { lifecycle, actor, calendar, now: clock(), nextNumber: (series) => nextNumber(em, series) };
}

function isVisible(item: SuggestionCase, actor: MaybeActor): boolean {
  const deputyIds = item.proposers.map(({ deputyId }) => deputyId);
  return isVisibleTo(actor, item.suggestion.status, deputyIds);
}

function requireVersion(suggestion: SuggestionRow, expectedVersion: number): void {
  if (suggestion.version === expectedVersion) return;
  throw new ClientError(
    'CONFLICT',
    `${suggestion.id} is in version ${suggestion.version} (${suggestion.status}), not ${expectedVersion}. Read it again and repeat the act if it still holds.`,
    { currentVersion: suggestion.version, currentStatus: suggestion.status },
  );
}
