import type { PlanNode } from '@graphql-hive/router-query-planner';

/** How an operation is answered. */
export interface Plan {
  /** Undefined where no subgraph is needed. */
  readonly root: PlanNode | undefined;
}

/** What a planner gets: an operation that is valid against the API schema, with every @skip and @include decided. */
export interface PlannedOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  /** Of 100; fields that are overridden with a greater percentage are fetched from their new subgraph. */
  readonly percentage: number;
}

/** Plans one operation anew each time. Rejects where it cannot. */
export type PlanOperation = (operation: PlannedOperation) => Promise<Plan>;

/** The planner had to be ended over an operation, or ended by itself. */
export class PlannerEnded extends Error {}

/** A planner that holds resources once it has planned. */
export interface StoppablePlanner {
  readonly plan: PlanOperation;
  /** What is being planned is given up. */
  stop(): Promise<void>;
}
