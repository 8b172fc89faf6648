import type { Graph } from '../executor/graph.ts';
import type { PreparedOperation } from '../executor/operation.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { ClientScope } from './gateway-context.ts';

/** One query or mutation that was validated against `graph`, on behalf of one client, or of several of equal scope. */
export interface EngineRequest {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly context: ClientScope;
}

export interface EngineAnswer {
  /** The whole response as JSON, `{"data":…}` with or without `"errors"`, the errors formatted for clients. */
  readonly text: string;
  /** False where the variables do not fit the operation: nothing was executed and there is no `data`. */
  readonly wasExecuted: boolean;
}

/** Plans and runs operations over the subgraphs. */
export interface Engine {
  execute(request: EngineRequest): Promise<EngineAnswer>;
  stop(): Promise<void>;
}
