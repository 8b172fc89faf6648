import { tableOf, whose, type CaseTable, type ModelLevel } from './case-table.ts';
import { daysFrom, plusDays, plusMonths, plusWorkingDays } from './model-days.ts';

export interface Person {
  readonly role: string;
  readonly deputyId?: string;
  readonly organ?: string;
}

interface ModelOrgan {
  readonly name: string;
  readonly role: 'LEAD' | 'CO' | 'SPLIT';
  readonly passedOn: boolean;
  received?: string;
  hasOpined: boolean;
  isGone: boolean;
  isHandedUp?: boolean;
}

interface ModelReply {
  readonly round: number;
  readonly organ: string;
  readonly category: string;
  readonly promisedOn?: string | undefined;
}

/** What the model keeps of a case. */
export interface ModelCase {
  readonly id: string;
  status: string;
  version: number;
  round: number;
  since: number;
  secret: boolean;
  leader?: string;
  overturned: number;
  due?: string;
  step?: string;
  assigned?: string;
  /** Since when the clock waits for the level above; and whether that has answered. */
  waits?: string | undefined;
  isAbove?: boolean;
  stopped: number;
  into?: string | undefined;
  readonly signers: Map<string, boolean>;
  readonly organs: ModelOrgan[];
  readonly returns: { organ: string; asked: string; proposed: string }[];
  readonly drafts: Map<string, ModelReply>;
  readonly replies: ModelReply[];
  readonly grades: { round: number; deputy: string; process: string; result: string }[];
  readonly evaluations: { evaluator: string; isReported: boolean }[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- inputs of all acts
export type ModelInput = any;

export interface Attempt {
  readonly act: string;
  readonly by: Person;
  readonly input: ModelInput;
  readonly today: string;
  readonly isStale: boolean;
}

/** What the rules say of an attempt: a code, or that it is done. */
export type Outcome = string;

class Refusal extends Error {}

function demand(isMet: unknown): asserts isMet {
  if (!isMet) throw new Refusal('A condition of the act is not met.');
}

export class CaseModel {
  readonly table: CaseTable;
  readonly cases = new Map<string, ModelCase>();
  private readonly level: ModelLevel;

  constructor(level: ModelLevel) {
    this.level = level;
    this.table = tableOf(level);
  }

  draft(id: string, lead: string): ModelCase {
    const item: ModelCase = {
      ...{ id, status: 'DRAFT', version: 1, round: 1, since: 1, secret: false, overturned: 0, stopped: 0 },
      ...{ signers: new Map([[lead, true]]), organs: [], returns: [], drafts: new Map(), replies: [] },
      ...{ grades: [], evaluations: [] },
    };
    this.cases.set(id, item);
    return item;
  }

  /** Says what comes of an attempt, and lets it come. */
  attempt(item: ModelCase, attempt: Attempt): Outcome {
    const refusal = this.refusalBeforeState(item, attempt);
    if (refusal) return refusal;
    const targets = this.table.get(item.status)?.get(attempt.act);
    if (!targets) return 'ACT_NOT_LEGAL';
    const copy = structuredClone(item);
    try {
      const choice = this.apply(copy, attempt);
      this.move(copy, (targets.length === 1 ? targets[0] : targets[choice]) ?? '', attempt.today);
    } catch (reason) {
      if (reason instanceof Refusal) return 'GUARD_FAILED';
      throw reason;
    }
    this.cases.set(copy.id, copy);
    const isAnswer = attempt.act === 'reply' && copy.status === 'REPLIED';
    if (isAnswer || attempt.act === 'answerFromAbove') this.answerMerged(copy, attempt.today);
    if (['withdraw', 'notAccept', 'classify'].includes(attempt.act)) this.releaseMerged(copy, attempt.today);
    return 'DONE';
  }

  private refusalBeforeState(item: ModelCase, { act, by, isStale }: Attempt): string | undefined {
    const part = whose[act];
    const roles: Record<string, string> = {
      ...{ lead: 'deputy', coSigner: 'deputy', signer: 'deputy', clerk: 'clerk', clock: 'system' },
      ...{ handler: 'handling-organ', leadHandler: 'handling-organ', coHandler: 'handling-organ' },
      ...{ evaluator: 'third-party-evaluator', above: 'system', handsUp: 'clerk' },
    };
    const isHandingUp = part === 'handsUp' && by.role === 'handling-organ';
    if (by.role !== roles[part ?? ''] && !isHandingUp) return 'FORBIDDEN_ROLE';
    const isSigner = by.deputyId !== undefined && item.signers.has(by.deputyId);
    const isPrivate = item.status === 'DRAFT' || item.status === 'COSIGNING';
    const here = item.organs.filter((organ) => !organ.isGone);
    const isHandler = here.some(({ name }) => name === by.organ);
    if (by.role !== 'system') {
      if (isPrivate && !isSigner) return 'SUGGESTION_NOT_FOUND';
      const hasPart = by.role === 'clerk' || isSigner || (by.role === 'handling-organ' && isHandler);
      if (item.secret && !hasPart) return 'SUGGESTION_NOT_FOUND';
    }
    const [lead] = item.signers.keys();
    if (part === 'lead' && by.deputyId !== lead) return 'FORBIDDEN_PERSON';
    if (part === 'signer' && !isSigner) return 'FORBIDDEN_PERSON';
    if (part === 'coSigner' && (!isSigner || by.deputyId === lead)) return 'FORBIDDEN_PERSON';
    const wanted: Record<string, (organ: ModelOrgan) => boolean> = {
      handler: () => true,
      leadHandler: ({ role }) => role !== 'CO',
      coHandler: ({ role }) => role === 'CO',
    };
    const isWanted = isHandingUp ? wanted['leadHandler'] : wanted[part ?? ''];
    const isAsked = here.some((organ) => organ.name === by.organ && isWanted?.(organ));
    if (isWanted && (item.organs.length > 0 || isHandingUp) && !isAsked) return 'FORBIDDEN_ORGAN';
    const evaluator = item.evaluations.at(-1)?.evaluator;
    if (part === 'evaluator' && evaluator !== undefined && evaluator !== by.organ) return 'FORBIDDEN_ORGAN';
    return isStale ? 'CONFLICT' : undefined;
  }

  private move(item: ModelCase, to: string, today: string): void {
    item.version += 1;
    if (item.status === to) return;
    item.status = to;
    const steps: Record<string, string> = {
      SUBMITTED: plusWorkingDays(today, 5),
      ASSIGNED: this.level === 'TOWNSHIP' ? plusWorkingDays(today, 3) : plusDays(today, 7),
      SUB_ASSIGNED: plusWorkingDays(today, 3),
      REASSIGNED: plusWorkingDays(today, 3),
      RETURN_REQUESTED: plusWorkingDays(today, 3),
      REPLIED: plusWorkingDays(today, 20),
      ANSWERED_FROM_ABOVE: plusWorkingDays(today, 20),
    };
    if (steps[to]) item.step = steps[to];
    else delete item.step;
  }

  /** Whoever was merged into a case that is over, or secret, is reviewed by itself again. */
  private releaseMerged(main: ModelCase, today: string): void {
    for (const item of this.cases.values()) {
      if (item.status !== 'MERGED' || item.into !== main.id) continue;
      item.into = undefined;
      this.move(item, 'REVIEWING', today);
    }
  }

  /** Whoever was merged into an answered case is answered too, and whoever was merged into those. */
  private answerMerged(main: ModelCase, today: string): void {
    for (const item of [...this.cases.values()]) {
      if (item.status !== 'MERGED' || item.into !== main.id) continue;
      for (const organ of leadsOf(main)) item.organs.push({ ...organ, hasOpined: false });
      const answers = main.replies.filter(({ round }) => round === main.round);
      item.replies.push(...answers.map((reply) => ({ ...reply, round: item.round })));
      if (main.due) item.due = main.due;
      if (main.assigned) item.assigned = main.assigned;
      this.move(item, 'REPLIED', today);
      this.answerMerged(item, today);
    }
  }

  /** Throws Refusal; gives which of the table's targets it is. */
  private apply(item: ModelCase, { act, by, input, today }: Attempt): number {
    const rule = rules[act];
    return Number(rule?.({ item, by, input, today, cases: this.cases }) ?? 0);
  }
}

interface Rule {
  readonly item: ModelCase;
  readonly by: Person;
  readonly input: ModelInput;
  readonly today: string;
  readonly cases: ReadonlyMap<string, ModelCase>;
}

const here = (item: ModelCase): ModelOrgan[] => item.organs.filter(({ isGone }) => !isGone);
const leadsOf = (item: ModelCase): ModelOrgan[] => here(item).filter(({ role }) => role !== 'CO');
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

const rules: Record<string, (rule: Rule) => unknown> = {
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
