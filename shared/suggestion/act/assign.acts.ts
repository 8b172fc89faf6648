import { z } from 'zod';
import { addDays, addMonths, beijingDay, daysBetween } from '../../lifecycle/calendar-day.ts';
import { addWorkingDays } from '../../lifecycle/working-day.ts';
import { assignmentRoles, type AssignmentRole } from '../suggestion-grade.ts';
import { activeAssignments, type SuggestionCase } from '../suggestion-case.ts';
import type { AssignmentRow } from '../suggestion.entity.ts';
import { guard, todayOf, type ActContext, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';
import { setDueOn } from './due-date.ts';

const mostOrgans = 50;
const nothing = z.object({});
const organ = text(100);

/** What every assignment takes, by itself or in a conference. */
export const assignmentFields = {
  organs: z
    .array(z.object({ organ, role: z.enum(assignmentRoles) }))
    .min(1, 'names no organ')
    .max(mostOrgans, `names more than ${mostOrgans} organs`)
    .refine((organs) => new Set(organs.map((entry) => entry.organ)).size === organs.length, 'names an organ twice')
    .refine((organs) => isLeadAndCo(organs) || organs.every(({ role }) => role === 'SPLIT'), {
      error: 'takes either one LEAD with any number of CO, or SPLIT for every organ',
    }),
  isComplex: z.boolean().nullish(),
};

const assignment = z.object({
  ...assignmentFields,
  /** The assignment conference (交办会) that handed it over. */
  conferenceId: z.string().nullish(),
});

function isLeadAndCo(organs: readonly { role: string }[]): boolean {
  return organs.filter(({ role }) => role === 'LEAD').length === 1 && organs.every(({ role }) => role !== 'SPLIT');
}

/** The case is handed to its organs (交办): the legal clock starts. */
export const assignAct: ActDefinition<z.output<typeof assignment>> = {
  act: 'assign',
  eventType: 'suggestion.assigned',
  parse: (input) => parseInput(assignment, input),
  apply(item, { organs, isComplex, conferenceId }, context) {
    const { suggestion } = item;
    const { replyMonths, complexReplyMonths } = context.lifecycle.deadlinesOf(suggestion.divisionCode);
    suggestion.assignedAt = context.now.toISOString();
    suggestion.conferenceId = conferenceId ?? null;
    setDueOn(suggestion, addMonths(todayOf(context), isComplex ? complexReplyMonths : replyMonths), context);
    for (const entry of organs) addOrgan(item, entry, context);
    return {
      mode: organs[0]?.role === 'SPLIT' ? 'SPLIT' : 'LEAD_AND_CO',
      organs: organs.map((entry) => ({ organ: entry.organ, role: entry.role })),
      isComplex: isComplex === true,
      ...(conferenceId && { conferenceId }),
    };
  },
};

interface NewOrgan {
  readonly organ: string;
  readonly role: AssignmentRole;
  readonly passedOnBy?: string;
}

function addOrgan(item: SuggestionCase, { organ: name, role, passedOnBy }: NewOrgan, context: ActContext): void {
  const { id, divisionCode } = item.suggestion;
  const { opinionMonths } = context.lifecycle.deadlinesOf(divisionCode);
  item.assignments.push({
    suggestionId: id,
    position: Math.max(0, ...item.assignments.map(({ position }) => position)) + 1,
    organ: name,
    role,
    assignedAt: context.now.toISOString(),
    receivedAt: null,
    passedOnBy: passedOnBy ?? null,
    endedAt: null,
    endedBy: null,
    opinion: null,
    opinionDueOn: role === 'CO' ? addMonths(todayOf(context), opinionMonths) : null,
    opinionGivenAt: null,
  });
}

/** The actor's organ as it has part in the case now. */
export function ownAssignment(item: SuggestionCase, { actor }: ActContext): AssignmentRow {
  const own = activeAssignments(item).find((row) => row.organ === actor.organ);
  guard(own !== undefined, 'The case is not with this organ.');
  return own;
}

function requireNewOrgan(item: SuggestionCase, name: string): void {
  guard(!activeAssignments(item).some((row) => row.organ === name), `The case is with ${name} already.`);
}

const subAssignment = z.object({ organ, note: text(2_000).nullish() });

/** An office passes the case on to the bureau that will handle it (转办). The clock goes on. */
export const subAssignAct: ActDefinition<z.output<typeof subAssignment>> = {
  act: 'subAssign',
  eventType: 'suggestion.sub-assigned',
  parse: (input) => parseInput(subAssignment, input),
  apply(item, { organ: name }, context) {
    const own = ownAssignment(item, context);
    guard(!own.passedOnBy, `${own.organ} got the case from ${own.passedOnBy} and may not pass it on.`);
    guard(!own.receivedAt, `${own.organ} has received the case for itself: it may only ask to give it back.`);
    requireNewOrgan(item, name);
    own.endedAt = context.now.toISOString();
    own.endedBy = 'PASSED_ON';
    addOrgan(item, { organ: name, role: own.role, passedOnBy: own.organ }, context);
    return { from: own.organ, organs: [{ organ: name, role: own.role }], dueOn: item.suggestion.dueOn };
  },
};

/** An organ confirms receipt (接收). */
export const receiveAct: ActDefinition<object> = {
  act: 'receive',
  eventType: 'suggestion.received',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, context) {
    const own = ownAssignment(item, context);
    guard(!own.receivedAt, `${own.organ} has received this case already.`);
    own.receivedAt = context.now.toISOString();
    return { assignmentRole: own.role };
  },
};

const returnRequest = z.object({ reason: text(2_000), proposedOrgan: organ });

/** The organ that should answer asks to give the case back (申请退件); it may not forward it by itself. */
export const requestReturnAct: ActDefinition<z.output<typeof returnRequest>> = {
  act: 'requestReturn',
  eventType: 'suggestion.return-requested',
  reads: ['returns'],
  parse: (input) => parseInput(returnRequest, input),
  apply(item, { reason, proposedOrgan }, context) {
    const own = ownAssignment(item, context);
    const { returnWindowWorkingDays } = context.lifecycle.deadlinesOf(item.suggestion.divisionCode);
    const receivedOn = beijingDay(new Date(own.receivedAt ?? context.now));
    const last = addWorkingDays(receivedOn, returnWindowWorkingDays, context.calendar);
    guard(
      todayOf(context) <= last,
      `The window to give the case back closed on ${last}, ${returnWindowWorkingDays} working days after its receipt.`,
    );
    requireNewOrgan(item, proposedOrgan);
    item.returns.push({
      suggestionId: item.suggestion.id,
      position: item.returns.length + 1,
      organ: own.organ,
      reason,
      proposedOrgan,
      requestedAt: context.now.toISOString(),
      isAccepted: null,
      decidedAt: null,
      note: null,
    });
    return { organ: own.organ, proposedOrgan };
  },
};

const returnDecision = z.object({
  isAccepted: z.boolean(),
  /** Where the case goes; the proposed organ where it is left out. */
  organ: organ.nullish(),
  note: text(2_000),
});

/** The assigner has the case go elsewhere (重新交办), which the clock waited for, or leaves it where it is. */
export const decideReturnAct: ActDefinition<z.output<typeof returnDecision>> = {
  act: 'decideReturn',
  eventType: 'suggestion.return-decided',
  reads: ['returns'],
  parse: (input) => parseInput(returnDecision, input),
  apply(item, { isAccepted, organ: chosen, note }, context) {
    const request = item.returns.at(-1);
    const own = activeAssignments(item).find((row) => row.organ === request?.organ);
    guard(request !== undefined && own !== undefined, 'No organ has asked to give the case back.');
    const next = chosen ?? request.proposedOrgan;
    if (isAccepted) requireNewOrgan(item, next);
    request.isAccepted = isAccepted;
    request.decidedAt = context.now.toISOString();
    request.note = note;
    if (!isAccepted) return { isAccepted, organ: own.organ };
    own.endedAt = context.now.toISOString();
    own.endedBy = 'RETURNED';
    addOrgan(item, { organ: next, role: own.role }, context);
    return { isAccepted, from: own.organ, organ: next, clock: stopClock(item, request.requestedAt, context) };
  },
};

/** The legal clock stood still from the request on, since it was right: the due date moves by as many days. */
function stopClock({ suggestion }: SuggestionCase, since: string, context: ActContext) {
  const stoppedOn = beijingDay(new Date(since));
  const resumedOn = todayOf(context);
  const days = daysBetween(stoppedOn, resumedOn);
  const before = suggestion.dueOn ?? resumedOn;
  suggestion.stoppedDays += days;
  setDueOn(suggestion, addDays(before, days), context);
  return { stoppedOn, resumedOn, days, dueOnBefore: before, dueOn: suggestion.dueOn };
}
