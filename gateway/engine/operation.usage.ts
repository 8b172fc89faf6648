import type { PreparedOperation } from '../executor/operation.ts';

/** Counts the operations that clients ask for. It is called for each request: it must cost next to nothing. */
export interface OperationUsage {
  /** `client` is how the client names itself, where it does. */
  count(operation: PreparedOperation, client: string | undefined): void;
}
