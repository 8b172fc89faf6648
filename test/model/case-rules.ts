import type { ModelCase, ModelInput, ModelOrgan, ModelReply, Person } from './model-case.ts';
import { daysFrom, plusDays, plusMonths, plusWorkingDays } from './model-days.ts';

/** A condition of an act that is not met. */
export class Refusal extends Error {}

function demand(isMet: unknown): asserts isMet {
  if (!isMet) throw new Refusal('A condition of the act is not met.');
}

interface Rule {
  readonly item: ModelCase;
  readonly by: Person;
  readonly input: ModelInput;
  readonly today: string;
  readonly cases: ReadonlyMap<string, ModelCase>;
}

/** The organs that have it now. */
export const here = (item: ModelCase): ModelOrgan[] => item.organs.filter(({ isGone }) => !isGone);
export const leadsOf = (item: ModelCase): ModelOrgan[] => here(item).filter(({ role }) => role !== 'CO');
const ownOf = ({ item, by }: Rule): ModelOrgan => here(item).find(({ name }) => name === by.organ)!;
const isFree = (item: ModelCase, name: string): boolean => !here(item).some((organ) => organ.name === name);
const gradesOf = (item: ModelCase) => item.grades.filter(({ round }) => round === item.round);

/** The reply of each answering organ that stands now; undefined while one is missing. */
function standing(item: ModelCase): ModelReply[] | undefined {
  const last = leadsOf(item).map(({ name }) =>
    item.replies.filter(({ organ, round }) => organ === name && round >= item.since).at(-1),
  );
  return last.some((reply) => !reply) ? undefined : (last as ModelReply[]);
}

function promises(item: ModelCase): string[] {
  return (standing(item) ?? []).flatMap(({ promisedOn }) => promisedOn ?? []).sort();
}

function lastGrades(item: ModelCase) {
  return new Map(item.grades.filter(({ round }) => round >= item.since).map((grade) => [grade.deputy, grade]));
}

/** Checks that the organ may answer in the round, and gives the organs that owe an answer in it. */
function mayAnswer(rule: Rule, round: number): string[] {
  const { item } = rule;
  const own = ownOf(rule);
  demand(own.received);
  demand(!item.replies.some((reply) => reply.round === round && reply.organ === own.name));
  const owed = leadsOf(item).filter(({ name }) => {
    const before = item.replies.filter(
      (reply) => reply.organ === name && reply.round >= item.since && reply.round < round,
    );
    return round === item.since || before.at(-1)?.category === 'B';
  });
  demand(owed.includes(own));
  return owed.map(({ name }) => name);
}

function anew(item: ModelCase, today: string): void {
  item.round += 1;
  item.since = item.round;
  item.due = plusMonths(today, 1);
}

/** The due date moves by the days for which the clock waited. */
function goOn(item: ModelCase, today: string): void {
  if (!item.waits) return;
  const stop = daysFrom(item.waits, today);
  item.waits = undefined;
  item.stopped += stop;
  item.due = plusDays(item.due!, stop);
}

/** What each act asks, and what it does; gives which of the table's targets it leads to, the first where it gives nothing. */
export const caseRules: Record<string, (rule: Rule) => unknown> = {
  revise({ item }) {
    for (const id of [...item.signers.keys()].slice(1)) item.signers.set(id, false);
    return item.signers.size > 1 ? 1 : 0;
  },
  invite({ item, input }) {
    demand(input.deputyIds.every((id: string) => !item.signers.has(id)));
    for (const id of input.deputyIds) item.signers.set(id, false);
  },
  confirm({ item, by }) {
    demand(!item.signers.get(by.deputyId!));
    item.signers.set(by.deputyId!, true);
  },
  decline: ({ item, by }) => void item.signers.delete(by.deputyId!),
  dismiss({ item, input }) {
    demand(item.signers.get(input.deputyId) === false);
    item.signers.delete(input.deputyId);
  },
  submit: ({ item }) => demand([...item.signers.values()].every(Boolean)),
  merge({ item, input, cases }) {
    const main = cases.get(input.intoId);
    demand(main && main.id !== item.id && !main.secret && !item.secret);
    demand(
      /^(REVIEWING|REGISTERED|ASSIGNED|SUB_ASSIGNED|RECEIVED|RETURN_REQUESTED|REASSIGNED|HANDLING)$/.test(main.status),
    );
    item.into = main.id;
  },
  unmerge: ({ item }) => void (item.into = undefined),
  classify({ item }) {
    demand(!item.secret);
    item.secret = true;
  },
  assign({ item, input, today }) {
    item.assigned = today;
    item.due = plusMonths(today, input.isComplex ? 6 : 3);
    for (const { organ, role } of input.organs) {
      item.organs.push({ name: organ, role, passedOn: false, hasOpined: false, isGone: false });
    }
  },
  subAssign(rule) {
    const own = ownOf(rule);
    demand(!own.passedOn && !own.received && isFree(rule.item, rule.input.organ));
    own.isGone = true;
    rule.item.organs.push({ ...own, name: rule.input.organ, passedOn: true, isGone: false });
  },
  receive(rule) {
    const own = ownOf(rule);
    demand(!own.received);
    own.received = rule.today;
    return leadsOf(rule.item).every(({ received }) => received) ? 0 : 1;
  },
  requestReturn(rule) {
    const { item, input, today } = rule;
    demand(today <= plusWorkingDays(ownOf(rule).received!, 7) && isFree(item, input.proposedOrgan));
    item.returns.push({ organ: rule.by.organ!, asked: today, proposed: input.proposedOrgan });
  },
  decideReturn({ item, input, today }) {
    const request = item.returns.at(-1)!;
    if (!input.isAccepted) return 1;
    const next = input.organ ?? request.proposed;
    demand(isFree(item, next));
    const own = here(item).find(({ name }) => name === request.organ)!;
    own.isGone = true;
    item.organs.push({ name: next, role: own.role, passedOn: false, hasOpined: false, isGone: false });
    const stop = daysFrom(request.asked, today);
    item.stopped += stop;
    item.due = plusDays(item.due!, stop);
    return 0;
  },
  handle: ({ input, today }) => demand(input.contactedOn <= today),
  giveOpinion(rule) {
    const own = ownOf(rule);
    demand(own.received && !own.hasOpined);
    own.hasOpined = true;
  },
  extend({ item, input, today }) {
    demand(today <= item.due! && input.until > item.due!);
    demand(input.until <= plusDays(plusMonths(item.assigned!, 6), item.stopped));
    item.due = input.until;
  },
  proposeHandUp({ item, input, today }) {
    demand(!item.secret && input.isNextLevel);
    if (item.due) item.waits = today;
  },
  escalate({ item }) {
    item.isAbove = true;
    for (const organ of here(item)) Object.assign(organ, { isGone: true, isHandedUp: true });
  },
  returnFromAbove({ item, today }) {
    item.isAbove = false;
    for (const organ of item.organs.filter(({ isHandedUp }) => isHandedUp))
      Object.assign(organ, { isGone: false, isHandedUp: false });
    goOn(item, today);
    return leadsOf(item).length > 0 ? 0 : 1;
  },
  answerFromAbove({ item, input, today }) {
    if (item.replies.some(({ round }) => round === item.round)) item.round += 1;
    if (input.isAnew) item.since = item.round;
    for (const { organ, category, promisedOn } of input.replies) {
      if (!leadsOf(item).some(({ name }) => name === organ)) {
        const role = input.replies.length > 1 ? 'SPLIT' : 'LEAD';
        item.organs.push({ name: organ, role, passedOn: false, received: today, hasOpined: false, isGone: false });
      }
      item.replies.push({ round: item.round, organ, category, promisedOn: promisedOn ?? undefined });
    }
    goOn(item, today);
  },
  overturnFromAbove({ item }) {
    item.overturned += 1;
    item.round += 1;
    item.since = item.round;
  },
  draftReply(rule) {
    const { item, input, today } = rule;
    demand(!item.isAbove);
    const round = item.status === 'TRACKING' ? item.round + 1 : item.round;
    mayAnswer(rule, round);
    demand(!input.promisedOn || input.promisedOn > today);
    item.round = round;
    item.drafts.set(rule.by.organ!, { round, organ: rule.by.organ!, ...input });
  },
  reply(rule) {
    const { item, today, by } = rule;
    const owed = mayAnswer(rule, item.round);
    const draft = item.drafts.get(by.organ!);
    demand(draft?.round === item.round);
    demand(here(item).every(({ role, hasOpined }) => role !== 'CO' || hasOpined));
    demand(!draft.promisedOn || draft.promisedOn > today);
    item.replies.push(draft);
    const answered = item.replies.filter(({ round }) => round === item.round).map(({ organ }) => organ);
    return owed.every((name) => answered.includes(name)) ? 0 : 1;
  },
  evaluate({ item, by, input }) {
    demand(!gradesOf(item).some(({ deputy }) => deputy === by.deputyId));
    item.grades.push({ round: item.round, deputy: by.deputyId!, ...input });
    return gradesOf(item).length === item.signers.size ? 0 : 1;
  },
  recordSilence({ item, today }) {
    demand(today > item.step!);
    const given = gradesOf(item).map(({ deputy }) => deputy);
    for (const deputy of item.signers.keys()) {
      if (given.includes(deputy)) continue;
      item.grades.push({ round: item.round, deputy, process: 'NO_ANSWER', result: 'NO_ANSWER' });
    }
  },
  rehandle({ item, input, today }) {
    demand(!item.isAbove);
    const who = input.objectionOf ?? [...item.signers.keys()][0];
    const grades = gradesOf(item).find(({ deputy }) => deputy === who);
    demand(grades?.process === 'UNSATISFIED' || grades?.result === 'UNSATISFIED');
    anew(item, today);
  },
  track({ item }) {
    const [first] = promises(item);
    demand(first);
    item.due = first;
  },
  close({ item, input }) {
    demand(promises(item).length === 0);
    const isUnsolved = (standing(item) ?? []).some(({ category }) => category > 'B');
    const isDisputed = [...lastGrades(item).values()].some(({ result }) => result === 'UNSATISFIED');
    demand(input.note ?? !(isUnsolved || isDisputed));
  },
  publish: ({ item, input }) => demand(!item.secret && input.isSecrecyChecked && input.isPersonalDataChecked),
  supervise({ item, input }) {
    demand(item.leader !== input.leader);
    item.leader = input.leader;
  },
  consult: ({ input, today }) => demand(input.heldOn <= today),
  inspect: ({ input, today }) => demand(input.heldOn <= today),
  startThirdParty({ item, input }) {
    demand(!item.secret);
    demand(!item.organs.some(({ name }) => name === input.evaluator));
    const isDisputed = [...lastGrades(item).values()].some((grade) => Object.values(grade).includes('UNSATISFIED'));
    demand(input.criterion !== 'DEPUTY_NOT_SATISFIED' || isDisputed);
    item.evaluations.push({ evaluator: input.evaluator, isReported: false });
  },
  reportThirdParty({ item }) {
    const current = item.evaluations.at(-1)!;
    demand(!current.isReported);
    current.isReported = true;
  },
  decideThirdParty({ item, input, today }) {
    demand(item.evaluations.at(-1)!.isReported);
    if (input.verdict === 'VERIFIED') return 0;
    const leader = input.leader ?? item.leader;
    demand(leader);
    item.leader = leader;
    item.overturned += 1;
    anew(item, today);
    return 1;
  },
};
