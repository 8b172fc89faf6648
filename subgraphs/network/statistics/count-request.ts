import type { SqlCondition } from '../../../shared/paging/child-pages.ts';

/** What is counted, group by group. Names of tables and columns are constants of the code, never input. */
export interface CountRequest {
  /** `suggestion_view`, or what it is joined with. */
  readonly from: string;
  /** The column that tells the groups apart; undefined for one group of all. */
  readonly key: string | undefined;
  readonly condition: SqlCondition;
  readonly now: Date;
}

/** How many of a group's rows hold a condition. */
export function countOf(name: string, condition: SqlCondition): SqlCondition {
  return { sql: `sum(case when ${condition.sql} then 1 else 0 end) as ${name}`, parameters: condition.parameters };
}
