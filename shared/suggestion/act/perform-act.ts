import { ClientError } from '../../errors/client-error.ts';
import type { NewEvent } from '../../events/append-event.ts';
import type { SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import type { Act, Transition } from '../../lifecycle/transition.ts';
import { factsOf } from '../case-facts.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { ActContext, ActDefinition, ActPayload } from './act-definition.ts';
import { conditions } from './condition.ts';
import { draftCase, type DraftInput, type DraftPlace } from './draft.act.ts';

/** Applies a legal act to the case, gives it its next state and version, and returns the event to append. */
export async function performAct<Input>(
  definition: ActDefinition<Input>,
  item: SuggestionCase,
  { input, context }: { input: Input; context: ActContext },
): Promise<NewEvent> {
  const { suggestion } = item;
  const from = suggestion.status;
  const rows = legalRows(definition.act, item, context);
  const payload = await definition.apply(item, input, context);
  const row = rows.find(({ when }) => when === undefined || conditions[when](item));
  if (!row) throw new Error(`No row of ${from} --${definition.act}--> holds for ${suggestion.id}.`);
  suggestion.status = row.to;
  suggestion.version += 1;
  return toEvent(item, { type: definition.eventType, act: definition.act, from, payload }, context);
}

/** Makes a new case and the event that tells of it. */
export async function performDraft(
  input: DraftInput,
  place: DraftPlace,
  context: ActContext,
): Promise<{ item: SuggestionCase; event: NewEvent }> {
  const item = await draftCase(input, place, context);
  return { item, event: draftedEvent(item, context) };
}

export function draftedEvent(item: SuggestionCase, context: ActContext): NewEvent {
  const payload = {
    leadDeputyId: item.proposers.find(({ isLead }) => isLead)?.deputyId,
    deputyIds: item.proposers.map(({ deputyId }) => deputyId),
  };
  return toEvent(item, { type: 'suggestion.drafted', act: 'draft', from: null, payload }, context);
}

function legalRows(act: Act, item: SuggestionCase, { lifecycle }: ActContext): readonly Transition[] {
  const { id, status, version } = item.suggestion;
  const rows = lifecycle.rowsFor(status, act);
  if (rows.length > 0) return rows;
  const legal = lifecycle.legalActs(status);
  throw new ClientError(
    'ACT_NOT_LEGAL',
    `${id} is ${status}: "${act}" is not legal now. ${legal.length > 0 ? `Legal now: ${legal.join(', ')}.` : 'Nothing is: its life is over.'}`,
    { status, act, legalActs: legal, version },
  );
}

interface EventParts {
  readonly type: string;
  readonly act: Act;
  readonly from: SuggestionStatus | null;
  readonly payload: ActPayload;
}

function toEvent(item: SuggestionCase, parts: EventParts, context: ActContext): NewEvent {
  const { suggestion } = item;
  return {
    aggregateType: 'suggestion',
    aggregateId: suggestion.id,
    type: parts.type,
    act: parts.act,
    fromState: parts.from,
    toState: suggestion.status,
    actorRole: context.actor.role,
    organ: context.actor.organ ?? null,
    divisionCode: suggestion.divisionCode,
    occurredAt: context.now.toISOString(),
    payload: { ...parts.payload, facts: factsOf(item) },
  };
}
