import { caseRules, leadsOf, Refusal } from './case-rules.ts';
import { tableOf, whose, type CaseTable, type ModelLevel } from './case-table.ts';
import type { Attempt, ModelCase, ModelOrgan, Outcome } from './model-case.ts';
import { plusDays, plusWorkingDays } from './model-days.ts';

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
    const rule = caseRules[act];
    return Number(rule?.({ item, by, input, today, cases: this.cases }) ?? 0);
  }
}
