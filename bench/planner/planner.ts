/** Plans one operation; the plan is plain JSON of the planner's own shape. */
export type Planner = (operation: string, operationName: string) => Promise<unknown>;

/** Reads a supergraph. */
export type LoadPlanner = (supergraphSdl: string) => Planner;
