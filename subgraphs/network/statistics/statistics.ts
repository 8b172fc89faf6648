import { isOneOf, type SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** Counts of a division's suggestions in one state. */
export interface StatisticsLine {
  readonly status: SuggestionStatus;
  readonly total: number;
  readonly overdue: number;
  /** Replies of category A, and of B. */
  readonly solved: number;
  readonly planned: number;
  /** Grades of the current round: those that say SATISFIED, and all. */
  readonly processSatisfied: number;
  readonly processGraded: number;
  readonly resultSatisfied: number;
  readonly resultGraded: number;
}

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
  readonly overdue: number;
  readonly replied: number;
  readonly implementationRate: RateValues;
  readonly implementationOrPlannedRate: RateValues;
  readonly processSatisfactionRate: RateValues;
  readonly resultSatisfactionRate: RateValues;
}

/** Every organ that must answer has answered. A case that was withdrawn after a part of the answers is not among them. */
const repliedStatuses = ['REPLIED', 'EVALUATED', 'CLOSED'] as const satisfies readonly SuggestionStatus[];

/** National law and the press give no formula; each rate therefore says its own. */
const formulas = {
  implementation: 'A ÷ N: replied with category A (solved) ÷ replied | 落实率 = 答复为A类（已解决）件数 ÷ 已答复件数',
  planned:
    '(A + B) ÷ N: replied with category A or B (solved or planned) ÷ replied | (A类 + B类（计划解决）)件数 ÷ 已答复件数',
  process:
    'SATISFIED grades for the process ÷ all grades given in the current round | 过程满意率 = 本轮过程评价“满意”数 ÷ 已作评价数',
  result:
    'SATISFIED grades for the result ÷ all grades given in the current round | 结果满意率 = 本轮结果评价“满意”数 ÷ 已作评价数',
};

/** `statuses` are those listed in `byStatus`, with 0 where no line has them. */
export function toStatistics(
  statuses: readonly SuggestionStatus[],
  lines: readonly StatisticsLine[],
): SuggestionStatisticsValues {
  const replied = lines.filter(({ status }) => isOneOf(repliedStatuses, status));
  const answers = sum(replied, 'total');
  const solved = sum(replied, 'solved');
  return {
    total: sum(lines, 'total'),
    byStatus: statuses.map((status) => ({
      status,
      count: sum(
        lines.filter((line) => line.status === status),
        'total',
      ),
    })),
    overdue: sum(lines, 'overdue'),
    replied: answers,
    implementationRate: rate(solved, answers, formulas.implementation),
    implementationOrPlannedRate: rate(solved + sum(replied, 'planned'), answers, formulas.planned),
    processSatisfactionRate: rate(sum(lines, 'processSatisfied'), sum(lines, 'processGraded'), formulas.process),
    resultSatisfactionRate: rate(sum(lines, 'resultSatisfied'), sum(lines, 'resultGraded'), formulas.result),
  };
}

function rate(numerator: number, denominator: number, formula: string): RateValues {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator, formula };
}

function sum(lines: readonly StatisticsLine[], column: Exclude<keyof StatisticsLine, 'status'>): number {
  return lines.reduce((total, line) => total + line[column], 0);
}
