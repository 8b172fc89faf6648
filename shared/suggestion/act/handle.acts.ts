import { z } from 'zod';
import { beijingDay } from '../../lifecycle/calendar-day.ts';
import { replyCategories } from '../suggestion-grade.ts';
import { repliesOfRound, type SuggestionCase } from '../suggestion-case.ts';
import type { AssignmentRow } from '../suggestion.entity.ts';
import { guard, type ActContext, type ActDefinition } from './act-definition.ts';
import { calendarDay, parseInput, text } from './act-input.ts';

const nothing = z.object({});

function ownAssignment(item: SuggestionCase, { actor }: ActContext): AssignmentRow {
  const own = item.assignments.find((assignment) => assignment.organ === actor.organ);
  guard(own !== undefined, 'The case was not assigned to this organ.');
  return own;
}

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

/** The lead organ begins to handle the case (办理). */
export const handleAct: ActDefinition<object> = {
  act: 'handle',
  eventType: 'suggestion.handling-started',
  parse: (input) => parseInput(nothing, input),
  apply: () => ({}),
};

const reply = z
  .object({
    category: z.enum(replyCategories),
    text: text(20_000),
    promisedOn: calendarDay.nullish(),
    signedBy: text(50),
  })
  .refine(({ category, promisedOn }) => category !== 'B' || promisedOn, {
    path: ['promisedOn'],
    error: 'is missing: category B (planned) takes the day by which it will be solved',
  })
  .refine(({ category, promisedOn }) => category === 'B' || !promisedOn, {
    path: ['promisedOn'],
    error: 'goes with category B only',
  });

/** An organ that leads answers the deputies (答复), signed by its head. */
export const replyAct: ActDefinition<z.output<typeof reply>> = {
  act: 'reply',
  eventType: 'suggestion.replied',
  parse: (input) => parseInput(reply, input),
  apply(item, input, context) {
    const own = ownAssignment(item, context);
    guard(own.receivedAt !== null && own.receivedAt !== undefined, `${own.organ} has not received this case yet.`);
    guard(
      !repliesOfRound(item).some(({ organ }) => organ === own.organ),
      `${own.organ} has replied in this round already.`,
    );
    const today = beijingDay(context.now);
    guard(
      !input.promisedOn || input.promisedOn > today,
      `The promised day ${input.promisedOn} is not after today, ${today}.`,
    );
    item.replies.push({
      suggestionId: item.suggestion.id,
      round: item.suggestion.round,
      organ: own.organ,
      category: input.category,
      text: input.text,
      promisedOn: input.promisedOn ?? null,
      signedBy: input.signedBy,
      repliedAt: context.now.toISOString(),
    });
    return { category: input.category, promisedOn: input.promisedOn ?? null };
  },
};
