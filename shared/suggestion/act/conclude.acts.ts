import { z } from 'zod';
import { addMonths } from '../../lifecycle/calendar-day.ts';
import { personalDataIn } from '../../privacy/personal-data.ts';
import { satisfactionGrades } from '../suggestion-grade.ts';
import {
  evaluationsOfRound,
  leadDeputyOf,
  standingEvaluations,
  standingReplies,
  type SuggestionCase,
} from '../suggestion-case.ts';
import type { EvaluationRow } from '../suggestion.entity.ts';
import { guard, todayOf, type ActContext, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';
import { setDueOn } from './due-date.ts';

const evaluation = z.object({
  process: z.enum(satisfactionGrades),
  result: z.enum(satisfactionGrades),
  comment: text(2_000).nullish(),
});

/** A signer grades process and result in person (评价). Nobody can do it for a deputy. */
export const evaluateAct: ActDefinition<z.output<typeof evaluation>> = {
  act: 'evaluate',
  eventType: 'suggestion.evaluated',
  parse: (input) => parseInput(evaluation, input),
  apply(item, { process, result, comment }, { actor, now }) {
    const { deputyId } = actor;
    guard(deputyId !== undefined, 'Only a deputy can evaluate.');
    const isGraded = evaluationsOfRound(item).some((given) => given.deputyId === deputyId);
    guard(!isGraded, 'This deputy has evaluated this round already; a grade that was given stands.');
    item.evaluations.push({
      suggestionId: item.suggestion.id,
      round: item.suggestion.round,
      deputyId,
      process,
      result,
      comment: comment ?? null,
      evaluatedAt: now.toISOString(),
    });
    return { deputyId };
  },
};

const nothing = z.object({});

/** The window for evaluation is over: who kept silent has not answered, which is no satisfaction (逾期未评价). */
export const recordSilenceAct: ActDefinition<object> = {
  act: 'recordSilence',
  eventType: 'suggestion.silence-recorded',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, context) {
    const { id, round, stepDueOn } = item.suggestion;
    const today = todayOf(context);
    guard(!stepDueOn || today > stepDueOn, `Deputies may evaluate until ${stepDueOn}; today is ${today}.`);
    const given = new Set(evaluationsOfRound(item).map(({ deputyId }) => deputyId));
    // Who signed below evaluates there, in a window of its own.
    const silent = item.proposers.filter(({ deputyId, isBelow }) => !given.has(deputyId) && !isBelow);
    item.evaluations.push(
      ...silent.map(({ deputyId }): EvaluationRow => ({
        suggestionId: id,
        round,
        deputyId,
        process: 'NO_ANSWER',
        result: 'NO_ANSWER',
        comment: null,
        evaluatedAt: context.now.toISOString(),
      })),
    );
    return { silentDeputyIds: silent.map(({ deputyId }) => deputyId) };
  },
};

const again = z.object({ reason: text(2_000), objectionOf: z.string().nullish() });

/** The case is handled once more (重新办理): its lead is not satisfied, or a co-signer's objection is upheld. */
export const rehandleAct: ActDefinition<z.output<typeof again>> = {
  act: 'rehandle',
  eventType: 'suggestion.rehandling-ordered',
  parse: (input) => parseInput(again, input),
  apply(item, { reason, objectionOf }, context) {
    requireOwnAnswer(item);
    const deputyId = objectionOf ?? leadDeputyOf(item);
    const grades = evaluationsOfRound(item).find((given) => given.deputyId === deputyId);
    guard(
      grades?.process === 'UNSATISFIED' || grades?.result === 'UNSATISFIED',
      objectionOf
        ? `Deputy ${objectionOf} did not grade this round as not satisfied: there is no objection to uphold.`
        : 'The lead deputy is not unsatisfied: name the co-signer whose objection is upheld in "objectionOf".',
    );
    item.suggestion.statusNote = reason;
    beginAnew(item, context);
    return { ...(objectionOf && { objectionOf }), dueOn: item.suggestion.dueOn };
  },
};

/** An answer from above is mended above: the grades go there, and a new answer comes down. */
export function requireOwnAnswer({ suggestion }: SuggestionCase): void {
  const { id, escalatedToId } = suggestion;
  guard(
    !escalatedToId,
    `${id} is answered from above, by ${escalatedToId}: it is handled there, and answered from there.`,
  );
}

/** What was answered and graded before stays as history; the case has a month for the new answer. */
export function beginAnew({ suggestion }: SuggestionCase, context: ActContext): void {
  const { rehandleMonths } = context.lifecycle.deadlinesOf(suggestion.divisionCode);
  suggestion.round += 1;
  suggestion.answerFrom = suggestion.round;
  setDueOn(suggestion, addMonths(todayOf(context), rehandleMonths), context);
}

/** What was promised (B) is watched until its day (跟踪督办). */
export const trackAct: ActDefinition<object> = {
  act: 'track',
  eventType: 'suggestion.tracking-started',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, context) {
    const promises = promisedDays(item);
    const [first] = promises;
    guard(first !== undefined, 'No answer of category B stands: there is no promise to track. Close the case.');
    setDueOn(item.suggestion, first, context);
    return { promisedOn: promises };
  },
};

function promisedDays(item: SuggestionCase): string[] {
  const promises = (standingReplies(item) ?? []).filter(({ category }) => category === 'B');
  return promises.flatMap(({ promisedOn }) => promisedOn ?? []).sort();
}

const closing = z.object({ note: text(2_000).nullish() });

/** The work committee or presidium closes the case (办结); an answer that solves nothing is closed with reasons only. */
export const closeAct: ActDefinition<z.output<typeof closing>> = {
  act: 'close',
  eventType: 'suggestion.closed',
  parse: (input) => parseInput(closing, input),
  apply(item, { note }) {
    const [promise] = promisedDays(item);
    guard(promise === undefined, `A promise for ${promise} stands (category B): the case is tracked, not closed.`);
    guard(
      Boolean(note) || !needsReasons(item),
      'The answer is of category C or D, or a signer is not satisfied with the result: closing then takes a "note" with the reasons.',
    );
    item.suggestion.statusNote = note ?? null;
    return {};
  },
};

function needsReasons(item: SuggestionCase): boolean {
  const isUnsolved = (standingReplies(item) ?? []).some(({ category }) => category === 'C' || category === 'D');
  return isUnsolved || standingEvaluations(item).some(({ result }) => result === 'UNSATISFIED');
}

const publication = z.object({ isSecrecyChecked: z.boolean(), isPersonalDataChecked: z.boolean() });

/** Suggestion and answer are published (公开) once secrecy and personal data were checked. */
export const publishAct: ActDefinition<z.output<typeof publication>> = {
  act: 'publish',
  eventType: 'suggestion.published',
  parse: (input) => parseInput(publication, input),
  apply(item, { isSecrecyChecked, isPersonalDataChecked }) {
    const { suggestion } = item;
    guard(!suggestion.secret, `${suggestion.id} is secret: it is never published.`);
    guard(isSecrecyChecked && isPersonalDataChecked, 'Secrecy and personal data must both have been checked.');
    const texts = [suggestion.title, suggestion.content, ...item.replies.map((reply) => reply.text)];
    const found = texts.flatMap(personalDataIn);
    guard(found.length === 0, `The texts hold personal data (${[...new Set(found)].join(', ')}): they go out first.`);
    return {};
  },
};
