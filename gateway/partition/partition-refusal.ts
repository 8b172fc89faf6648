import type { SubgraphFault } from '../transport/subgraph-answer.ts';

const unknownToIt =
  /^(?:Cannot query field|Unknown (?:argument|type|fragment)|Field "\w+" is not defined)|no object or interface type of that name/;

/** Whether a partition says that its schema is not the one that the operation was made for. */
export function isRefusedAsUnknown(faults: readonly SubgraphFault[]): boolean {
  return faults.some(
    ({ message, extensions }) => extensions['code'] === 'GRAPHQL_VALIDATION_FAILED' || unknownToIt.test(message),
  );
}
