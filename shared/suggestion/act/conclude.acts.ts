import { z } from 'zod';
import { satisfactionGrades } from '../suggestion-grade.ts';
import { evaluationsOfRound, repliesOfRound, type SuggestionCase } from '../suggestion-case.ts';
import { guard, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

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

const closing = z.object({ note: text(2_000).nullish() });

/** The work committee or presidium closes the case (办结); an answer that solves nothing is closed with reasons only. */
export const closeAct: ActDefinition<z.output<typeof closing>> = {
  act: 'close',
  eventType: 'suggestion.closed',
  parse: (input) => parseInput(closing, input),
  apply(item, { note }) {
    guard(
      Boolean(note) || !needsReasons(item),
      'The answer is of category C or D, or a signer is not satisfied: closing then takes a "note" with the reasons.',
    );
    item.suggestion.statusNote = note ?? null;
    return {};
  },
};

function needsReasons(item: SuggestionCase): boolean {
  const isUnsolved = repliesOfRound(item).some(({ category }) => category === 'C' || category === 'D');
  return isUnsolved || evaluationsOfRound(item).some(({ result }) => result === 'UNSATISFIED');
}
