import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Actor } from '../../../shared/auth/actor.ts';
import type { NewEvent } from '../../../shared/events/append-event.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { Lifecycle } from '../../../shared/lifecycle/lifecycle.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { ActPayload } from '../../../shared/suggestion/act/act-definition.ts';
import type { OpinionActDefinition, Registration } from './opinion-act.ts';
import type { OpinionPlace } from './opinion-authority.ts';
import { legalOpinionActs, opinionRow, opinionStepDueOn } from './opinion-lifecycle.ts';
import type { OpinionStatus } from './opinion-status.ts';
import type { OpinionAct } from './opinion-transition.ts';
import type { OpinionRow } from './opinion.entity.ts';

/** The aggregate type of an opinion's events. */
export const opinionAggregate = 'citizen-opinion';

export interface OpinionSurroundings {
  readonly actor: Actor;
  readonly now: Date;
  /** Of the towns: it knows the spans of each division. */
  readonly lifecycle: Pick<Lifecycle, 'deadlinesOf'>;
  readonly calendar: HolidayCalendar;
}

export interface NewOpinion {
  readonly id: string;
  readonly place: OpinionPlace;
  readonly input: Registration;
  /** Made up for demonstration. */
  readonly synthetic?: boolean;
}

/** A new opinion in version 1 (登记), and the event that tells of it. */
export function newOpinion(
  { id, place, input, synthetic = false }: NewOpinion,
  around: OpinionSurroundings,
): { readonly row: OpinionRow; readonly event: NewEvent } {
  const row: OpinionRow = {
    id,
    ...place,
    homeId: input.homeId ?? null,
    stationId: input.stationId ?? null,
    title: input.title,
    content: input.content,
    topic: input.topic ?? null,
    status: 'REGISTERED',
    version: 1,
    registeredAt: around.now.toISOString(),
    stepDueOn: null,
    citizenName: input.citizenName ?? null,
    citizenPhone: input.citizenPhone ?? null,
    citizenAddress: input.citizenAddress ?? null,
    answer: null,
    redirectedTo: null,
    redirectedOffice: null,
    organ: null,
    escalatedTo: null,
    adoptedBy: null,
    note: null,
    feedback: null,
    feedbackAt: null,
    synthetic,
  };
  row.stepDueOn = stepDueOn(row, around);
  const parts = { type: 'citizen-opinion.registered', act: 'register', from: null, payload: {} } as const;
  return { row, event: toOpinionEvent(row, parts, around) };
}

/** Applies a legal act to the opinion, gives it its next state and version, and tells of it. Throws ACT_NOT_LEGAL. */
export function performOpinionAct<Input>(
  definition: OpinionActDefinition<Input>,
  { row, input }: { readonly row: OpinionRow; readonly input: Input },
  around: OpinionSurroundings,
): NewEvent {
  const { act, eventType: type } = definition;
  const from = row.status;
  const to = nextStatus(row, act);
  const payload = definition.apply(row, input, around);
  row.status = to;
  row.version += 1;
  row.stepDueOn = stepDueOn(row, around);
  return toOpinionEvent(row, { type, act, from, payload }, around);
}

export interface OpinionEventParts {
  readonly type: string;
  readonly act: OpinionAct | 'viewPersonalData' | 'draftAbove' | 'stepDueSoon' | 'stepOverdue';
  readonly from: OpinionStatus | null;
  readonly payload: ActPayload;
}

/** Tells of the opinion by ids and codes only: neither who raised it nor a word of what was said. */
export function toOpinionEvent(
  row: OpinionRow,
  { type, act, from, payload }: OpinionEventParts,
  { actor, now }: Pick<OpinionSurroundings, 'actor' | 'now'>,
): NewEvent {
  const facts = {
    version: row.version,
    topic: row.topic ?? null,
    homeId: row.homeId ?? null,
    stationId: row.stationId ?? null,
    stepDueOn: row.stepDueOn ?? null,
    escalatedTo: row.escalatedTo ?? null,
    synthetic: row.synthetic,
  };
  return {
    aggregateType: opinionAggregate,
    aggregateId: row.id,
    type,
    act,
    fromState: from,
    toState: row.status,
    actorRole: actor.role,
    organ: actor.organ ?? null,
    divisionCode: row.divisionCode,
    occurredAt: now.toISOString(),
    payload: { ...payload, facts },
  };
}

function stepDueOn(row: OpinionRow, { lifecycle, calendar, now }: OpinionSurroundings): string | null {
  const deadlines = lifecycle.deadlinesOf(row.divisionCode);
  return opinionStepDueOn(row.status, deadlines, { today: beijingDay(now), calendar });
}

function nextStatus({ id, status, version }: OpinionRow, act: OpinionAct): OpinionStatus {
  const row = opinionRow(status, act);
  if (row) return row.to;
  const legal = legalOpinionActs(status);
  throw new ClientError(
    'ACT_NOT_LEGAL',
    `${id} is ${status}: "${act}" is not legal now. ${legal.length > 0 ? `Legal now: ${legal.join(', ')}.` : 'Nothing is: its life is over.'}`,
    { status, act, legalActs: legal, version },
  );
}
