import { OperationTypeNode } from 'graphql';
import type { SubgraphAnswer, SubgraphRequest } from '../transport/subgraph-answer.ts';
import type { SendOptions } from '../transport/subgraph.client.ts';
import { assemble, type PartAnswer } from './answer-assembly.ts';
import { deliverPart, type DeliveryDependencies } from './partition-delivery.ts';
import { planOperation, type PartitionPart } from './partition-plan.ts';
import type { PartitionRouting } from './partition-routing.ts';
import { readOperation, type PartitionedOperation } from './partitioned-operation.ts';

/** One subgraph that many owners serve: each operation goes to those of them whom it is about. */
export interface PartitionedSource {
  /** Never rejects with a ClientError: what a partition fails in is null, with errors that name it. */
  send(request: SubgraphRequest, sending: SendOptions): Promise<SubgraphAnswer>;
}

export function createPartitionedSource(
  dependencies: DeliveryDependencies,
  routing: PartitionRouting,
): PartitionedSource {
  const { subgraph } = routing.partitions;
  return {
    send: async (request, sending) => {
      const operation = operationOf(routing, request);
      const plan = planOperation({ operation, routing, variables: { ...request.variables } });
      const deliver = (part: PartitionPart): Promise<PartAnswer> =>
        deliverPart(dependencies, { subgraph, part, request, sending });
      const isMutation = operation.type === OperationTypeNode.MUTATION;
      const answers = await (isMutation ? inTurn(plan.parts, deliver) : Promise.all(plan.parts.map(deliver)));
      return assemble(subgraph, plan, answers);
    },
  };
}

/** Mutations change one thing after the other. */
async function inTurn(
  parts: readonly PartitionPart[],
  deliver: (part: PartitionPart) => Promise<PartAnswer>,
): Promise<PartAnswer[]> {
  const answers: PartAnswer[] = [];
  for (const part of parts) answers.push(await deliver(part));
  return answers;
}

/** Worked out once for as long as the routing stays. */
export function operationOf(
  routing: PartitionRouting,
  { query, operationName }: SubgraphRequest,
): PartitionedOperation {
  const key = `${operationName ?? ''}\n${query}`;
  const known = routing.operations.get(key);
  if (known) return known;
  const operation = readOperation(routing.schema, query, operationName);
  routing.operations.set(key, operation);
  return operation;
}
