export const plannerNames = ['hive', 'apollo'] as const;
export type PlannerName = (typeof plannerNames)[number];

/** What one planner made of one operation in a fresh process. */
export interface PlanSample {
  readonly operation: string;
  /** Milliseconds of its first plan; only the operations before it have warmed the code. */
  readonly first: number;
  /** Milliseconds; median of further plans, nothing kept between them. */
  readonly warm: number;
  /** Of the plan as JSON. */
  readonly bytes: number;
  /** Requests to subgraphs that the plan asks for. */
  readonly fetches: number;
}

export interface PlannerSample {
  /** Milliseconds to read the supergraphs. */
  readonly load: number;
  readonly plans: readonly PlanSample[];
}

/** What the process is told, as its one argument in JSON. */
export interface PlanOrder {
  readonly planner: PlannerName;
  /** Milliseconds that the warm plans of one operation may take together. */
  readonly budget: number;
}
