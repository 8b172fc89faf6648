import { z } from 'zod';
import { thirdPartyCriteria, verdicts } from '../suggestion-grade.ts';
import { standingEvaluations, type SuggestionCase } from '../suggestion-case.ts';
import { guard, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';
import { beginAnew } from './conclude.acts.ts';

const start = z.object({ criterion: z.enum(thirdPartyCriteria), evaluator: text(100) });

/** The city's work committee has an independent institution evaluate a handled case (第三方评估). */
export const startThirdPartyAct: ActDefinition<z.output<typeof start>> = {
  act: 'startThirdParty',
  eventType: 'suggestion.third-party-evaluation-started',
  reads: ['thirdParties'],
  parse: (input) => parseInput(start, input),
  apply(item, { criterion, evaluator }, { now }) {
    const { id, secret } = item.suggestion;
    guard(!secret, `${id} is secret: no institution outside may see it.`);
    const isHandler = item.assignments.some(({ organ }) => organ === evaluator);
    guard(!isHandler, `${evaluator} has had part in handling this case: it is not independent.`);
    guard(
      criterion !== 'DEPUTY_NOT_SATISFIED' || isAnySignerDissatisfied(item),
      'No signer is dissatisfied: the case does not meet the criterion DEPUTY_NOT_SATISFIED.',
    );
    item.thirdParties.push({
      suggestionId: item.suggestion.id,
      position: item.thirdParties.length + 1,
      round: item.suggestion.round,
      criterion,
      evaluator,
      startedAt: now.toISOString(),
      report: null,
      reportedAt: null,
      verdict: null,
      evidence: null,
      decidedAt: null,
    });
    return { criterion, evaluator };
  },
};

function isAnySignerDissatisfied(item: SuggestionCase): boolean {
  return standingEvaluations(item).some(
    (grades) => grades.process === 'UNSATISFIED' || grades.result === 'UNSATISFIED',
  );
}

const report = z.object({ report: text(20_000) });

/** The institution hands in its report (评估报告). */
export const reportThirdPartyAct: ActDefinition<z.output<typeof report>> = {
  act: 'reportThirdParty',
  eventType: 'suggestion.third-party-reported',
  reads: ['thirdParties'],
  parse: (input) => parseInput(report, input),
  apply(item, { report: words }, { now }) {
    const current = item.thirdParties.at(-1);
    guard(current !== undefined && !current.report, 'The report has been handed in already.');
    current.report = words;
    current.reportedAt = now.toISOString();
    return { evaluator: current.evaluator };
  },
};

const decision = z
  .object({ verdict: z.enum(verdicts), evidence: text(20_000).nullish(), leader: text(50).nullish() })
  .refine(({ verdict, evidence }) => verdict === 'VERIFIED' || evidence, {
    path: ['evidence'],
    error: 'is missing: a verdict that overturns takes evidence',
  });

/**
 * The committee decides on the report: the reply is verified, or overturned. Then its grades stay as history but leave
 * the rates, the case is handled anew under a leader, and a consultation is offered.
 */
export const decideThirdPartyAct: ActDefinition<z.output<typeof decision>> = {
  act: 'decideThirdParty',
  eventType: 'suggestion.third-party-decided',
  reads: ['thirdParties'],
  parse: (input) => parseInput(decision, input),
  apply(item, { verdict, evidence, leader }, context) {
    const { suggestion } = item;
    const current = item.thirdParties.at(-1);
    guard(current !== undefined && Boolean(current.report), 'The institution has not handed in its report yet.');
    const isOverturned = verdict !== 'VERIFIED';
    const supervisor = leader ?? suggestion.keyLeader;
    guard(!isOverturned || Boolean(supervisor), 'An overturned case comes under key supervision: name its "leader".');
    Object.assign(current, { verdict, evidence: evidence ?? null, decidedAt: context.now.toISOString() });
    if (!isOverturned) return { verdict };
    suggestion.overturned += 1;
    suggestion.keySupervision = true;
    suggestion.keyLeader = supervisor ?? null;
    beginAnew(item, context);
    return { verdict, leader: supervisor, isConsultationOffered: true, dueOn: suggestion.dueOn };
  },
};
