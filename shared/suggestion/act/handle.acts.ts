import { z } from 'zod';
import { addDays, addMonths, beijingDay } from '../../lifecycle/calendar-day.ts';
import { replyCategories } from '../suggestion-grade.ts';
import {
  coAssignments,
  deputyIdsOf,
  owingOrgans,
  removeRows,
  repliesOfRound,
  type SuggestionCase,
} from '../suggestion-case.ts';
import type { AssignmentRow } from '../suggestion.entity.ts';
import { guard, todayOf, type ActContext, type ActDefinition } from './act-definition.ts';
import { calendarDay, parseInput, text } from './act-input.ts';
import { ownAssignment } from './assign.acts.ts';
import { requireOwnAnswer } from './conclude.acts.ts';
import { setDueOn } from './due-date.ts';

const handling = z.object({ plan: text(20_000), contactedOn: calendarDay });

/** The lead organ begins to handle the case (办理): it has a plan and has spoken with the deputy. */
export const handleAct: ActDefinition<z.output<typeof handling>> = {
  act: 'handle',
  eventType: 'suggestion.handling-started',
  parse: (input) => parseInput(handling, input),
  apply({ suggestion }, { plan, contactedOn }, context) {
    const today = todayOf(context);
    guard(contactedOn <= today, `The contact with the deputy, ${contactedOn}, lies after today, ${today}.`);
    suggestion.handlingPlan = plan;
    suggestion.contactedOn = contactedOn;
    return { contactedOn };
  },
};

const opinion = z.object({ text: text(20_000) });

/** A co-handler tells the lead organ what it thinks (协办意见). */
export const giveOpinionAct: ActDefinition<z.output<typeof opinion>> = {
  act: 'giveOpinion',
  eventType: 'suggestion.opinion-given',
  parse: (input) => parseInput(opinion, input),
  apply(item, { text: words }, context) {
    const own = ownAssignment(item, context);
    guard(Boolean(own.receivedAt), `${own.organ} has not received this case yet.`);
    guard(!own.opinionGivenAt, `${own.organ} has given its opinion already.`);
    own.opinion = words;
    own.opinionGivenAt = context.now.toISOString();
    return {};
  },
};

const extension = z.object({ until: calendarDay, reason: text(2_000) });

/** The assigner grants more time, asked for before the case was due (延期); the deputies are told. */
export const extendAct: ActDefinition<z.output<typeof extension>> = {
  act: 'extend',
  eventType: 'suggestion.extended',
  parse: (input) => parseInput(extension, input),
  apply(item, { until }, context) {
    const { suggestion } = item;
    const today = todayOf(context);
    const dueOnBefore = suggestion.dueOn ?? today;
    const { complexReplyMonths } = context.lifecycle.deadlinesOf(suggestion.divisionCode);
    const assignedOn = beijingDay(new Date(suggestion.assignedAt ?? context.now));
    const furthest = addDays(addMonths(assignedOn, complexReplyMonths), suggestion.stoppedDays);
    guard(today <= dueOnBefore, `The case was due on ${dueOnBefore}: more time is granted before that day is over.`);
    guard(until > dueOnBefore, `${until} is no extension: the case is due on ${dueOnBefore}.`);
    guard(until <= furthest, `${until} is beyond ${furthest}: ${complexReplyMonths} months in all are the most.`);
    setDueOn(suggestion, until, context);
    return { dueOnBefore, dueOn: until, toldDeputyIds: deputyIdsOf(item) };
  },
};

const answer = z
  .object({ category: z.enum(replyCategories), text: text(20_000), promisedOn: calendarDay.nullish() })
  .refine(({ category, promisedOn }) => category !== 'B' || promisedOn, {
    path: ['promisedOn'],
    error: 'is missing: category B (planned) takes the day by which it will be solved',
  })
  .refine(({ category, promisedOn }) => category === 'B' || !promisedOn, {
    path: ['promisedOn'],
    error: 'goes with category B only',
  });

/** An organ that must answer drafts its reply (答复拟稿), or drafts it anew until its head has signed. */
export const draftReplyAct: ActDefinition<z.output<typeof answer>> = {
  act: 'draftReply',
  eventType: 'suggestion.reply-drafted',
  reads: ['drafts'],
  parse: (input) => parseInput(answer, input),
  apply(item, input, context) {
    const { suggestion } = item;
    requireOwnAnswer(item);
    // A promise is answered in a round of its own, so that the deputies evaluate what became of it.
    const round = suggestion.status === 'TRACKING' ? suggestion.round + 1 : suggestion.round;
    const own = owingAssignment(item, round, context);
    requirePromise(input.promisedOn, context);
    suggestion.round = round;
    const fields = { category: input.category, text: input.text, promisedOn: input.promisedOn ?? null };
    const draftedAt = context.now.toISOString();
    const known = item.drafts.find((draft) => draft.organ === own.organ && draft.round === round);
    if (known) Object.assign(known, fields, { draftedAt });
    else item.drafts.push({ suggestionId: suggestion.id, round, organ: own.organ, ...fields, draftedAt });
    return {};
  },
};

const signature = z.object({ signedBy: text(50) });

/** The organ's head signs its draft, which is then its answer, served on every signer (答复). */
export const replyAct: ActDefinition<z.output<typeof signature>> = {
  act: 'reply',
  eventType: 'suggestion.replied',
  reads: ['drafts'],
  parse: (input) => parseInput(signature, input),
  apply(item, { signedBy }, context) {
    const { suggestion } = item;
    const own = owingAssignment(item, suggestion.round, context);
    const draft = item.drafts.find(({ organ, round }) => organ === own.organ && round === suggestion.round);
    guard(draft !== undefined, `${own.organ} has no draft that its head could sign.`);
    const silent = coAssignments(item).filter(({ opinionGivenAt }) => !opinionGivenAt);
    guard(silent.length === 0, `Opinions are owed by ${silent.map(({ organ }) => organ).join(', ')}.`);
    requirePromise(draft.promisedOn, context);
    removeRows(item, item.drafts, (row) => row === draft);
    const { category, promisedOn = null, text: words } = draft;
    item.replies.push({
      suggestionId: suggestion.id,
      round: suggestion.round,
      organ: own.organ,
      category,
      text: words,
      promisedOn,
      signedBy,
      repliedAt: context.now.toISOString(),
    });
    return { category, promisedOn, servedOn: deputyIdsOf(item) };
  },
};

/** The actor's organ where it owes an answer in the round. */
function owingAssignment(item: SuggestionCase, round: number, context: ActContext): AssignmentRow {
  const own = ownAssignment(item, context);
  guard(Boolean(own.receivedAt), `${own.organ} has not received this case yet.`);
  const hasReplied = repliesOfRound(item, round).some(({ organ }) => organ === own.organ);
  guard(!hasReplied, `${own.organ} has replied in this round already.`);
  guard(owingOrgans(item, round).includes(own.organ), `${own.organ} owes no answer: it made no promise.`);
  return own;
}

function requirePromise(promisedOn: string | null | undefined, context: ActContext): void {
  const today = todayOf(context);
  guard(!promisedOn || promisedOn > today, `The promised day ${promisedOn} is not after today, ${today}.`);
}
