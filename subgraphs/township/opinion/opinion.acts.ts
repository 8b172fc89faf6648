import { z } from 'zod';
import type { DivisionCode } from '../../../shared/division/division-code.ts';
import { parseInput, text } from '../../../shared/suggestion/act/act-input.ts';
import { adoptAct } from './adopt.act.ts';
import { congressFor } from './opinion-authority.ts';
import { publicText, type OpinionActDefinition } from './opinion-act.ts';
import { redirectTargets } from './opinion-status.ts';
import type { ActOnOpinion } from './opinion-transition.ts';

const triage = z.object({ topic: publicText(64).nullish(), note: publicText(2_000).nullish() });

/** The keeper looks what it is about (分类). */
const triageAct: OpinionActDefinition<z.output<typeof triage>> = {
  act: 'triage',
  eventType: 'citizen-opinion.triaged',
  parse: (input) => parseInput(triage, input),
  apply(row, { topic, note }) {
    row.topic = topic ?? row.topic ?? null;
    row.note = note ?? null;
    return {};
  },
};

const answer = z.object({ answer: publicText(20_000) });

/** The citizen got an answer there and then (当场答复). */
const answerAct: OpinionActDefinition<z.output<typeof answer>> = {
  act: 'answer',
  eventType: 'citizen-opinion.answered-on-spot',
  parse: (input) => parseInput(answer, input),
  apply(row, { answer: given }) {
    row.answer = given;
    return {};
  },
};

const redirection = z
  .object({
    target: z.enum(redirectTargets),
    office: text(100).nullish(),
    note: publicText(2_000).nullish(),
  })
  .refine(({ target, office }) => target !== 'OTHER' || office, {
    error: 'is needed where the target is OTHER: name the office',
    path: ['office'],
  });

/** It is a matter for others, such as petitions or a court (引导). */
const redirectAct: OpinionActDefinition<z.output<typeof redirection>> = {
  act: 'redirect',
  eventType: 'citizen-opinion.redirected',
  parse: (input) => parseInput(redirection, input),
  apply(row, { target, office, note }) {
    row.redirectedTo = target;
    row.redirectedOffice = office ?? null;
    row.note = note ?? null;
    return { target };
  },
};

const passing = z.object({ organ: text(100), note: publicText(2_000).nullish() });

/** An organ of government is asked to see to it (转政府部门). */
const passToGovernmentAct: OpinionActDefinition<z.output<typeof passing>> = {
  act: 'passToGovernment',
  eventType: 'citizen-opinion.passed-to-government',
  parse: (input) => parseInput(passing, input),
  apply(row, { organ, note }) {
    row.organ = organ;
    row.note = note ?? null;
    return { organ };
  },
};

const escalation = z.object({ reason: publicText(2_000) });

/** It is put before the town's presidium; a street has no congress, so that its district hears of it (上报). */
const escalateAct: OpinionActDefinition<z.output<typeof escalation>> = {
  act: 'escalate',
  eventType: 'citizen-opinion.escalated',
  parse: (input) => parseInput(escalation, input),
  apply(row, { reason }) {
    row.escalatedTo = congressFor(row.divisionCode as DivisionCode);
    row.note = reason;
    return {};
  },
};

const feedback = z.object({ feedback: publicText(20_000) });

/** The citizen hears what became of it (反馈). */
const giveFeedbackAct: OpinionActDefinition<z.output<typeof feedback>> = {
  act: 'giveFeedback',
  eventType: 'citizen-opinion.feedback-given',
  parse: (input) => parseInput(feedback, input),
  apply(row, { feedback: given }, { now }) {
    row.feedback = given;
    row.feedbackAt = now.toISOString();
    return {};
  },
};

const closing = z.object({ note: publicText(2_000).nullish() });

/** Nothing is left to do (办结). */
const closeAct: OpinionActDefinition<z.output<typeof closing>> = {
  act: 'close',
  eventType: 'citizen-opinion.closed',
  parse: (input) => parseInput(closing, input),
  apply(row, { note }) {
    row.note = note ?? null;
    return {};
  },
};

export const opinionActDefinitions: Readonly<Record<ActOnOpinion, OpinionActDefinition<unknown>>> = {
  triage: triageAct,
  answer: answerAct,
  redirect: redirectAct,
  passToGovernment: passToGovernmentAct,
  adopt: adoptAct,
  escalate: escalateAct,
  giveFeedback: giveFeedbackAct,
  close: closeAct,
};
