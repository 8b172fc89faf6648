import { ClientError } from '../../errors/client-error.ts';
import type { NewEvent } from '../../events/append-event.ts';
import { stepDueOn } from '../../lifecycle/deadlines.ts';
import type { SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import type { Act, Transition } from '../../lifecycle/transition.ts';
import { factsOf } from '../case-facts.ts';
import { newsOfAct } from '../hand-up/hand-up-news.ts';
import { deputyIdsOf, leadDeputyOf, type SuggestionCase } from '../suggestion-case.ts';
import { todayOf, type ActContext, type ActDefinition, type ActPayload } from './act-definition.ts';
import { conditions } from './condition.ts';
import { draftCase, type DraftInput, type DraftPlace } from './draft.act.ts';
import { releaseMergedAct, releasingActs, replyMergedAct } from './merge.acts.ts';
import { recordStep } from './record-step.ts';

/** Where an act was refused. */
interface ErrorPlace {
  readonly status: SuggestionStatus;
  readonly act: Act;
  readonly legalActs: readonly Act[];
  readonly version: number;
}

/** What an act did: to its case first, then to those that followed it. */
export interface PerformedAct {
  /** Its case, which comes first among the cases. */
  readonly item: SuggestionCase;
  readonly cases: readonly SuggestionCase[];
  /** To append, in this order. */
  readonly events: readonly NewEvent[];
}

/** Applies a legal act to the case, gives it its next state and version, and lets what follows from it happen. */
export async function performAct<Input>(
  definition: ActDefinition<Input>,
  item: SuggestionCase,
  { input, context }: { input: Input; context: ActContext },
): Promise<PerformedAct> {
  const { suggestion } = item;
  const from = suggestion.status;
  const rows = legalRows(definition.act, item, context);
  const payload = await withPlace(() => definition.apply(item, input, context), {
    status: from,
    act: definition.act,
    legalActs: context.lifecycle.legalActs(from),
    version: suggestion.version,
  });
  const row = rows.find(({ when }) => when === undefined || conditions[when](item));
  if (!row) throw new Error(`No row of ${from} --${definition.act}--> holds for ${suggestion.id}.`);
  suggestion.status = row.to;
  suggestion.version += 1;
  if (row.to !== from) setStepDueOn(item, context);
  const stepDigest = recordStep(item, { act: definition.act, input }, context);
  const event = toEvent(item, { type: definition.eventType, act: definition.act, from, payload, stepDigest }, context);
  const followers = isAnswer(definition.act, row.to) ? await context.mergedInto(suggestion.id) : [];
  const cases = [item];
  const events = [event, ...newsOfAct(item, { act: definition.act, from, payload }, context)];
  for (const follower of followers) {
    const followed = await performAct(replyMergedAct, follower, { input: { main: item }, context });
    cases.push(...followed.cases);
    events.push(...followed.events);
  }
  for (const released of releasingActs.includes(definition.act) ? await context.mergedInto(suggestion.id) : []) {
    const followed = await performAct(releaseMergedAct, released, { input: {}, context });
    cases.push(...followed.cases);
    events.push(...followed.events);
  }
  return { item, cases, events };
}

/** A condition that is not met is told as an illegal act is: with the state, the act, and what is legal there. */
async function withPlace<Result>(apply: () => Result | Promise<Result>, place: ErrorPlace): Promise<Result> {
  try {
    return await apply();
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'GUARD_FAILED') throw error;
    throw new ClientError('GUARD_FAILED', error.message, { ...place });
  }
}

function isAnswer(act: Act, to: SuggestionStatus): boolean {
  if (to === 'ANSWERED_FROM_ABOVE') return act === 'answerFromAbove';
  return to === 'REPLIED' && (act === 'reply' || act === 'replyMerged');
}

function setStepDueOn(item: SuggestionCase, context: ActContext): void {
  const { suggestion } = item;
  const { level } = context.lifecycle;
  const deadlines = context.lifecycle.deadlinesOf(suggestion.divisionCode);
  const day = { today: todayOf(context), calendar: context.calendar };
  // Where only those who signed below evaluate, their window is that of the case there.
  const isGradedBelow = item.proposers.length > 0 && item.proposers.every(({ isBelow }) => isBelow);
  const isAnswered = suggestion.status === 'REPLIED' || suggestion.status === 'ANSWERED_FROM_ABOVE';
  suggestion.stepDueOn = isAnswered && isGradedBelow ? null : stepDueOn({ level, deadlines }, suggestion.status, day);
}

/** Makes a new case and the event that tells of it. */
export async function performDraft(input: DraftInput, place: DraftPlace, context: ActContext): Promise<PerformedAct> {
  const item = await draftCase(input, place, context);
  const stepDigest = recordStep(item, { act: 'draft' }, context);
  const signers = { leadDeputyId: leadDeputyOf(item), deputyIds: deputyIdsOf(item) };
  const payload = place.opinionId === undefined ? signers : { ...signers, opinionId: place.opinionId };
  return {
    item,
    cases: [item],
    events: [toEvent(item, { type: 'suggestion.drafted', act: 'draft', from: null, payload, stepDigest }, context)],
  };
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
  /** Of who acted and why; the log holds nothing personal itself. */
  readonly stepDigest: string;
}

export function toEvent(item: SuggestionCase, parts: EventParts, context: ActContext): NewEvent {
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
    payload: { ...parts.payload, stepDigest: parts.stepDigest, facts: factsOf(item) },
  };
}
