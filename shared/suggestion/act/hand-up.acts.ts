import { z } from 'zod';
import { addDays, daysBetween } from '../../lifecycle/calendar-day.ts';
import { caseLevels } from '../../lifecycle/congress-level.ts';
import type { HandUpRow } from '../hand-up/hand-up.entity.ts';
import { divisionAbove, levelAbove } from '../hand-up/level-above.ts';
import { evaluationGrades, replyCategories } from '../suggestion-grade.ts';
import {
  activeAssignments,
  evaluationsOfRound,
  leadAssignments,
  repliesOfRound,
  type SuggestionCase,
} from '../suggestion-case.ts';
import type { AssignmentRow } from '../suggestion.entity.ts';
import { guard, todayOf, type ActContext, type ActDefinition, type ActPayload } from './act-definition.ts';
import { deputyId, parseInput, text } from './act-input.ts';
import { setDueOn } from './due-date.ts';
import { nextCaseNumber } from './review.acts.ts';

const proposal = z.object({
  reason: text(2_000),
  toLevel: z.enum(caseLevels).nullish(),
  adopterId: deputyId.nullish(),
});

/** The reviewer or a handling organ proposes that the level above takes the matter (提请上级办理); the clock waits. */
export const proposeHandUpAct: ActDefinition<z.output<typeof proposal>> = {
  act: 'proposeHandUp',
  eventType: 'suggestion.hand-up-proposed',
  reads: ['handUps'],
  parse: (input) => parseInput(proposal, input),
  async apply(item, { reason, toLevel, adopterId }, context) {
    const { suggestion } = item;
    guard(!suggestion.secret, `${suggestion.id} is secret: it never leaves its level.`);
    const to = requireNextLevel(toLevel, context);
    const { divisionCode, title, content, topic, synthetic, dueOn } = suggestion;
    const handUp: HandUpRow = {
      ...newHandUp(await nextHandUpId(divisionCode, context), context),
      ...{ suggestionId: suggestion.id, divisionCode, toLevel: to },
      ...{ toDivisionCode: divisionAbove(divisionCode), title, content, topic: topic ?? null, synthetic },
      ...{ reason, adopterId: adopterId ?? null },
    };
    item.handUps.push(handUp);
    suggestion.handUpId = handUp.id;
    if (dueOn) suggestion.stoppedOn = todayOf(context);
    return {
      ...{ handUpId: handUp.id, toLevel: to, toDivisionCode: handUp.toDivisionCode },
      // The event with which the clock goes on tells the whole stop.
      ...(suggestion.stoppedOn && { stoppedOn: suggestion.stoppedOn }),
    };
  },
};

/** One level at a time, and up. Throws GUARD_FAILED. */
function requireNextLevel(asked: string | null | undefined, { lifecycle }: Pick<ActContext, 'lifecycle'>) {
  const { level } = lifecycle;
  const next = levelAbove(level);
  guard(next !== undefined, `Nobody stands above the ${level.toLowerCase()} here.`);
  guard(asked !== level, `A case of the ${level.toLowerCase()} level is not handed up to that same level.`);
  guard(!asked || asked === next, `A case goes up one level at a time: from ${level} to ${next}, not to ${asked}.`);
  return next;
}

async function nextHandUpId(divisionCode: string, context: Pick<ActContext, 'now' | 'nextNumber'>) {
  const year = todayOf(context).slice(0, 4);
  const number = await context.nextNumber(`hand-up:${divisionCode}:${year}`);
  return `${divisionCode}-HU-${year}-${String(number).padStart(6, '0')}`;
}

/** What is the same for every hand-up that has just been proposed. */
function newHandUp(id: string, { now }: Pick<ActContext, 'now'>) {
  return {
    ...{ id, state: 'PROPOSED' as const, proposedAt: now.toISOString(), deliveredAt: null, decidedAt: null },
    ...{ note: null, linkedId: null, linkedCaseNumber: null, answeredAt: null, answeredRound: null },
  };
}

interface TakenUp {
  readonly linkedId: string;
  readonly linkedCaseNumber: string;
}

const notAsked = (): never => {
  throw new Error('This act follows from news of another level.');
};

/** The level above has made a case of it, with its own number and clock (已交上级). */
export const escalateAct: ActDefinition<TakenUp> = {
  act: 'escalate',
  eventType: 'suggestion.escalated',
  reads: ['handUps'],
  parse: notAsked,
  async apply(item, { linkedId, linkedCaseNumber }, context) {
    const { suggestion } = item;
    suggestion.escalatedToId = linkedId;
    // A reviewer hands up what was not registered yet.
    suggestion.caseNumber ??= await nextCaseNumber(suggestion, context);
    for (const assignment of activeAssignments(item)) {
      assignment.endedAt = context.now.toISOString();
      assignment.endedBy = 'HANDED_UP';
    }
    return { handUpId: suggestion.handUpId, escalatedToId: linkedId, linkedCaseNumber };
  },
};

/** The level above has declined it, or its case there was withdrawn: it goes on here, and so does the clock. */
export const returnFromAboveAct: ActDefinition<{
  readonly outcome: 'DECLINED' | 'ENDED';
  readonly note: string | null;
}> = {
  act: 'returnFromAbove',
  eventType: 'suggestion.returned-from-above',
  reads: ['handUps'],
  parse: notAsked,
  apply(item, { outcome, note }, context) {
    const { suggestion } = item;
    suggestion.escalatedToId = null;
    suggestion.statusNote = note;
    for (const assignment of item.assignments) {
      if (assignment.endedBy !== 'HANDED_UP') continue;
      assignment.endedAt = null;
      assignment.endedBy = null;
    }
    return { handUpId: suggestion.handUpId, outcome, ...resumeClock(item, context) };
  },
};

/** The clock stood still while the level above had it: the due date moves by as many days. */
function resumeClock({ suggestion }: SuggestionCase, context: ActContext): ActPayload {
  const { stoppedOn, dueOn } = suggestion;
  if (!stoppedOn || !dueOn) return {};
  const resumedOn = todayOf(context);
  const days = daysBetween(stoppedOn, resumedOn);
  suggestion.stoppedOn = null;
  suggestion.stoppedDays += days;
  setDueOn(suggestion, addDays(dueOn, days), context);
  return { clock: { stoppedBy: 'HAND_UP', stoppedOn, resumedOn, days, dueOnBefore: dueOn, dueOn: suggestion.dueOn } };
}

export const answerFromAbove = z.object({
  /** The round above. */
  round: z.int(),
  /** It was handled anew above: grades of before are history. */
  isAnew: z.boolean(),
  replies: z
    .array(
      z.object({
        organ: z.string(),
        category: z.enum(replyCategories),
        text: z.string(),
        promisedOn: z.string().nullable(),
        signedBy: z.string(),
      }),
    )
    .min(1),
});

export type AnswerFromAbove = z.output<typeof answerFromAbove>;

/** The case above has been answered (上级已答复): the original signers have the answer, and evaluate it here. */
export const answerFromAboveAct: ActDefinition<AnswerFromAbove> = {
  act: 'answerFromAbove',
  eventType: 'suggestion.answered-from-above',
  reads: ['handUps'],
  parse: notAsked,
  apply(item, { isAnew, replies }, context) {
    const { suggestion } = item;
    if (repliesOfRound(item).length > 0) suggestion.round += 1;
    if (isAnew) suggestion.answerFrom = suggestion.round;
    addOrgans(item, replies, context);
    const repliedAt = context.now.toISOString();
    const { id: suggestionId, round } = suggestion;
    item.replies.push(...replies.map((reply) => ({ suggestionId, round, ...reply, repliedAt })));
    const { handUpId, escalatedToId } = suggestion;
    const servedOn = item.proposers.map(({ deputyId: id }) => id);
    return { handUpId, escalatedToId, servedOn, ...resumeClock(item, context) };
  },
};

/** Whoever answers above is who answers here. */
function addOrgans(item: SuggestionCase, replies: AnswerFromAbove['replies'], { now }: ActContext): void {
  const known = new Set(leadAssignments(item).map(({ organ }) => organ));
  const added = replies.filter(({ organ }) => !known.has(organ));
  const at = now.toISOString();
  const last = Math.max(0, ...item.assignments.map(({ position }) => position));
  item.assignments.push(
    ...added.map(({ organ }, index): AssignmentRow => ({
      ...{ suggestionId: item.suggestion.id, position: last + index + 1, organ, assignedAt: at, receivedAt: at },
      role: replies.length > 1 ? 'SPLIT' : 'LEAD',
      ...{ passedOnBy: null, endedAt: null, endedBy: null },
      ...{ opinion: null, opinionDueOn: null, opinionGivenAt: null },
    })),
  );
}

export const gradesFromBelow = z.object({
  evaluations: z.array(
    z.object({
      deputyId: z.string(),
      process: z.enum(evaluationGrades),
      result: z.enum(evaluationGrades),
      comment: z.string().nullable(),
      evaluatedAt: z.string(),
    }),
  ),
});

export type GradesFromBelow = z.output<typeof gradesFromBelow>;

/** The original signers have evaluated the answer below: their grades are those of the answer here too. */
export const evaluateFromBelowAct: ActDefinition<GradesFromBelow> = {
  act: 'evaluateFromBelow',
  eventType: 'suggestion.evaluated-from-below',
  parse: notAsked,
  apply(item, { evaluations }) {
    const { id: suggestionId, round, receivedHandUpId } = item.suggestion;
    const given = new Set(evaluationsOfRound(item).map(({ deputyId: deputy }) => deputy));
    const below = new Set(item.proposers.filter(({ isBelow }) => isBelow).map(({ deputyId: deputy }) => deputy));
    const added = evaluations.filter(({ deputyId: deputy }) => below.has(deputy) && !given.has(deputy));
    item.evaluations.push(...added.map((evaluation) => ({ suggestionId, round, ...evaluation })));
    return { handUpId: receivedHandUpId };
  },
};
