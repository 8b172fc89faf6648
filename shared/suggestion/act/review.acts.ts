import { z } from 'zod';
import { refusalReasons, returnReasons } from '../suggestion-grade.ts';
import { deputyIdsOf } from '../suggestion-case.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { guard, todayOf, type ActContext, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

const nothing = z.object({});

/** The lead deputy hands the suggestion in (提交), once more after it was returned; every signer has confirmed in person. */
export const submitAct: ActDefinition<object> = {
  act: 'submit',
  eventType: 'suggestion.submitted',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, { now }) {
    const outstanding = item.proposers.filter((proposer) => !proposer.confirmedAt);
    guard(outstanding.length === 0, `${outstanding.length} co-signer(s) have not confirmed in person yet.`);
    item.suggestion.submittedAt ??= now.toISOString();
    return { signers: item.proposers.length };
  },
};

/** The review committee, or a town's presidium, takes the suggestion up (审查). */
export const reviewAct: ActDefinition<object> = {
  act: 'review',
  eventType: 'suggestion.review-started',
  parse: (input) => parseInput(nothing, input),
  apply: () => ({}),
};

const returning = z.object({ reason: z.enum(returnReasons), note: text(2_000) });

/** The reviewer asks the deputies to mend the suggestion (退回代表), with a reason in writing. */
export const returnToDeputyAct: ActDefinition<z.output<typeof returning>> = {
  act: 'returnToDeputy',
  eventType: 'suggestion.returned-to-deputy',
  parse: (input) => parseInput(returning, input),
  apply(item, { reason, note }) {
    const isBelow = item.proposers.some((proposer) => proposer.isLead && proposer.isBelow);
    guard(!isBelow, 'Its deputies stand at the level below: do not accept it, and it goes back there.');
    item.suggestion.statusNote = note;
    return { reason };
  },
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

const classification = z.object({ reason: text(2_000) });

/** The reviewer keeps the case within its level (涉密). There is no way back: what was secret may be known elsewhere then. */
export const classifyAct: ActDefinition<z.output<typeof classification>> = {
  act: 'classify',
  eventType: 'suggestion.classified',
  parse: (input) => parseInput(classification, input),
  apply({ suggestion }, { reason }) {
    guard(!suggestion.secret, `${suggestion.id} is secret already.`);
    guard(
      !suggestion.receivedHandUpId,
      `${suggestion.id} came from the level below, where it is not secret: it cannot become secret here.`,
    );
    suggestion.secret = true;
    suggestion.statusNote = reason;
    return {};
  },
};

/** The reviewer registers the suggestion (立案) and issues its case number. */
export const registerAct: ActDefinition<object> = {
  act: 'register',
  eventType: 'suggestion.registered',
  parse: (input) => parseInput(nothing, input),
  async apply({ suggestion }, _input, context) {
    // One that came back from the level above has its number.
    suggestion.caseNumber ??= await nextCaseNumber(suggestion, context);
    return { caseNumber: suggestion.caseNumber };
  },
};

/** The next case number (案号) of the division in this year. */
export async function nextCaseNumber(
  { divisionCode }: Pick<SuggestionRow, 'divisionCode'>,
  context: ActContext,
): Promise<string> {
  const year = todayOf(context).slice(0, 4);
  const number = await context.nextNumber(`case:${divisionCode}:${year}`);
  return `${divisionCode}-${year}-${String(number).padStart(4, '0')}`;
}

const withdrawal = z.object({ reason: text(2_000) });

/** The lead deputy takes the suggestion back (撤回), in writing; the co-signers are told. */
export const withdrawAct: ActDefinition<z.output<typeof withdrawal>> = {
  act: 'withdraw',
  eventType: 'suggestion.withdrawn',
  parse: (input) => parseInput(withdrawal, input),
  apply(item, { reason }) {
    item.suggestion.statusNote = reason;
    return { toldDeputyIds: deputyIdsOf(item) };
  },
};
