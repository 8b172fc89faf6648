import { replyCategories, type ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';
import { caseStages, type CaseStage } from './case-stage.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** Counts of a division's suggestions in one state. */
export interface StatisticsLine {
  readonly status: SuggestionStatus;
  readonly total: number;
  readonly dueSoon: number;
  readonly overdue: number;
  /** Overdue for as long as each of `overdueAges`, or longer. */
  readonly overdueFrom: readonly number[];
  /** Not over, and submitted as long ago as each of `caseAges`, or longer; none where the state is a last one. */
  readonly openFrom: readonly number[];
  /** Cases whose answer stands, by its category. */
  readonly categories: Readonly<Record<ReplyCategory, number>>;
  /** In their second round of handling or a later one. */
  readonly rehandled: number;
  /** Cases whose answer a third party overturned, once or more often. */
  readonly overturned: number;
  /** Those of them that have not been answered anew. */
  readonly overturnedOpen: number;
  /** Grades that stand: those that say SATISFIED, and all. */
  readonly processSatisfied: number;
  readonly processGraded: number;
  readonly resultSatisfied: number;
  readonly resultGraded: number;
  /** In the order of `caseStages`: seconds that the stage took in all, and the cases in which it is over. */
  readonly stages: readonly { readonly seconds: number; readonly ended: number }[];
}

/** How long a case has been overdue, in days; each reaches up to the next one. */
export const overdueAges = [
  { name: 'UP_TO_30_DAYS', fromDays: 1 },
  { name: 'UP_TO_90_DAYS', fromDays: 31 },
  { name: 'OVER_90_DAYS', fromDays: 91 },
] as const;

export type OverdueAge = (typeof overdueAges)[number]['name'];

/** How long ago a case that is not over was submitted, in days; each reaches up to the next one. */
export const caseAges = [
  { name: 'UP_TO_30_DAYS', fromDays: 0 },
  { name: 'UP_TO_90_DAYS', fromDays: 31 },
  { name: 'UP_TO_180_DAYS', fromDays: 91 },
  { name: 'OVER_180_DAYS', fromDays: 181 },
] as const;

export type CaseAge = (typeof caseAges)[number]['name'];

export interface RateValues {
  readonly numerator: number;
  readonly denominator: number;
  /** Null where the denominator is 0: no cases is not 0%. */
  readonly value: number | null;
  readonly formula: string;
}

export interface SuggestionStatisticsValues {
  readonly total: number;
  readonly byStatus: readonly { readonly status: SuggestionStatus; readonly count: number }[];
  readonly dueSoon: number;
  readonly overdue: number;
  readonly overdueByAge: readonly { readonly age: OverdueAge; readonly count: number }[];
  readonly openByAge: readonly { readonly age: CaseAge; readonly count: number }[];
  readonly replied: number;
  readonly byCategory: readonly { readonly category: ReplyCategory; readonly count: number }[];
  readonly rehandledRate: RateValues;
  readonly overturned: number;
  readonly stages: readonly {
    readonly stage: CaseStage;
    readonly cases: number;
    readonly averageDays: number | null;
  }[];
  readonly implementationRate: RateValues;
  readonly implementationOrPlannedRate: RateValues;
  readonly processSatisfactionRate: RateValues;
  readonly resultSatisfactionRate: RateValues;
}

/** National law and the press give no formula; each rate therefore says its own. */
const formulas = {
  implementation:
    'A ÷ N: replied with category A (solved) ÷ replied, answers that were overturned among them | 落实率 = 答复为A类（已解决）件数 ÷ 已答复件数（被评估推翻的答复计入分母，不计入分子）',
  planned:
    '(A + B) ÷ N: replied with category A or B (solved or planned) ÷ replied, answers that were overturned among them | (A类 + B类（计划解决）)件数 ÷ 已答复件数（被评估推翻的答复计入分母，不计入分子）',
  rehandled: 'cases in round 2 or later ÷ all cases | 重新办理率 = 进入第二轮及以上办理的件数 ÷ 总件数',
  process:
    'SATISFIED grades for the process ÷ all grades given to answers that stand | 过程满意率 = 过程评价“满意”数 ÷ 已作评价数（不含已推翻的答复）',
  result:
    'SATISFIED grades for the result ÷ all grades given to answers that stand | 结果满意率 = 结果评价“满意”数 ÷ 已作评价数（不含已推翻的答复）',
};

/** `statuses` are those listed in `byStatus`, with 0 where no line has them. */
export function toStatistics(
  statuses: readonly SuggestionStatus[],
  lines: readonly StatisticsLine[],
): SuggestionStatisticsValues {
  const answered = (category: ReplyCategory): number =>
    lines.reduce((total, line) => total + line.categories[category], 0);
  const answers = replyCategories.reduce((total, category) => total + answered(category), 0);
  // What was overturned was answered and not delivered: without it in the denominator a finding of false satisfaction
  // would bring a rate nearer to 100%.
  const everAnswered = answers + sum(lines, 'overturnedOpen');
  const solved = answered('A');
  return {
    total: sum(lines, 'total'),
    byStatus: statuses.map((status) => ({
      status,
      count: sum(
        lines.filter((line) => line.status === status),
        'total',
      ),
    })),
    dueSoon: sum(lines, 'dueSoon'),
    overdue: sum(lines, 'overdue'),
    overdueByAge: overdueAges.map(({ name }, index) => ({
      age: name,
      count: inAge(
        lines.map(({ overdueFrom }) => overdueFrom),
        index,
      ),
    })),
    openByAge: caseAges.map(({ name }, index) => ({
      age: name,
      count: inAge(
        lines.map(({ openFrom }) => openFrom),
        index,
      ),
    })),
    replied: answers,
    byCategory: replyCategories.map((category) => ({ category, count: answered(category) })),
    rehandledRate: rate(sum(lines, 'rehandled'), sum(lines, 'total'), formulas.rehandled),
    overturned: sum(lines, 'overturned'),
    stages: caseStages.map((stage, index) =>
      averageOf(
        stage,
        lines.map(({ stages }) => stages[index]),
      ),
    ),
    implementationRate: rate(solved, everAnswered, formulas.implementation),
    implementationOrPlannedRate: rate(solved + answered('B'), everAnswered, formulas.planned),
    processSatisfactionRate: rate(sum(lines, 'processSatisfied'), sum(lines, 'processGraded'), formulas.process),
    resultSatisfactionRate: rate(sum(lines, 'resultSatisfied'), sum(lines, 'resultGraded'), formulas.result),
  };
}

/** Those that have that age, without those that have the next one. */
function inAge(lines: readonly (readonly number[])[], index: number): number {
  return lines.reduce((total, from) => total + (from[index] ?? 0) - (from[index + 1] ?? 0), 0);
}

const secondsOfDay = 86_400;

function averageOf(stage: CaseStage, parts: readonly (StatisticsLine['stages'][number] | undefined)[]) {
  const cases = parts.reduce((total, part) => total + (part?.ended ?? 0), 0);
  const seconds = parts.reduce((total, part) => total + (part?.seconds ?? 0), 0);
  return { stage, cases, averageDays: cases === 0 ? null : seconds / cases / secondsOfDay };
}

function rate(numerator: number, denominator: number, formula: string): RateValues {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator, formula };
}

type CountColumn = Exclude<keyof StatisticsLine, 'status' | 'overdueFrom' | 'openFrom' | 'categories' | 'stages'>;

function sum(lines: readonly StatisticsLine[], column: CountColumn): number {
  return lines.reduce((total, line) => total + line[column], 0);
}
