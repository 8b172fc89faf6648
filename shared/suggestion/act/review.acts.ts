import { z } from 'zod';
import { beijingDay } from '../../lifecycle/calendar-day.ts';
import { refusalReasons } from '../suggestion-grade.ts';
import { guard, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

const nothing = z.object({});

/** The lead deputy hands the suggestion in (提交); every signer must have confirmed in person. */
export const submitAct: ActDefinition<object> = {
  act: 'submit',
  eventType: 'suggestion.submitted',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, { now }) {
    const outstanding = item.proposers.filter((proposer) => !proposer.confirmedAt);
    guard(outstanding.length === 0, `${outstanding.length} co-signer(s) have not confirmed in person yet.`);
    item.suggestion.submittedAt = now.toISOString();
    return {};
  },
};

/** The review committee, or a town's presidium, takes the suggestion up (审查). */
export const reviewAct: ActDefinition<object> = {
  act: 'review',
  eventType: 'suggestion.review-started',
  parse: (input) => parseInput(nothing, input),
  apply: () => ({}),
};

const refusal = z.object({ reason: z.enum(refusalReasons), note: text(2_000) });

/** The reviewer does not accept the suggestion (不予立案), with a reason in writing. */
export const notAcceptAct: ActDefinition<z.output<typeof refusal>> = {
  act: 'notAccept',
  eventType: 'suggestion.not-accepted',
  parse: (input) => parseInput(refusal, input),
  apply(item, { reason, note }) {
    item.suggestion.statusNote = note;
    return { reason };
  },
};

/** The reviewer registers the suggestion (立案) and issues its case number. */
export const registerAct: ActDefinition<object> = {
  act: 'register',
  eventType: 'suggestion.registered',
  parse: (input) => parseInput(nothing, input),
  async apply({ suggestion }, _input, { now, nextNumber }) {
    const year = beijingDay(now).slice(0, 4);
    const number = await nextNumber(`case:${suggestion.divisionCode}:${year}`);
    suggestion.caseNumber = `${suggestion.divisionCode}-${year}-${String(number).padStart(4, '0')}`;
    return { caseNumber: suggestion.caseNumber };
  },
};

const withdrawal = z.object({ reason: text(2_000) });

/** The lead deputy takes the suggestion back (撤回), in writing. */
export const withdrawAct: ActDefinition<z.output<typeof withdrawal>> = {
  act: 'withdraw',
  eventType: 'suggestion.withdrawn',
  parse: (input) => parseInput(withdrawal, input),
  apply(item, { reason }) {
    item.suggestion.statusNote = reason;
    return {};
  },
};
