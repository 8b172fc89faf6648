import type {
  ExecutionArgs,
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
} from 'graphql';
import { assertNotExpired } from '../../shared/auth/token-expiry.ts';
import type { CurrentGraph } from '../engine/current-graph.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { endpointOf, fetchOf } from '../engine/graph.fetch.ts';
import type { OperationService } from '../engine/operation.service.ts';
import { prepareOperation } from '../executor/operation.ts';
import type { ResumingOptions } from '../subscriptions/resuming.upstream.ts';
import { startSubscription } from '../subscriptions/subscription.runner.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { SubgraphSocketClient } from '../transport/subgraph-socket.client.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';

export interface OperationHandlerDependencies {
  readonly operations: OperationService;
  readonly graph: CurrentGraph;
  readonly client: SubgraphClient;
  readonly sockets: SubgraphSocketClient;
  readonly formatError: ErrorFormatter;
}

/** What answers the operations of a WebSocket. */
export interface OperationHandlers {
  execute(args: ExecutionArgs): Promise<FormattedExecutionResult>;
  subscribe(args: ExecutionArgs): AsyncGenerator<FormattedExecutionResult, undefined, undefined>;
  formatErrors(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[];
}

export function createOperationHandlers(
  dependencies: OperationHandlerDependencies,
  options: ResumingOptions,
): OperationHandlers {
  const { operations, graph, client, sockets, formatError } = dependencies;
  const formatErrors = (errors: readonly GraphQLError[]) => errors.map((error) => formatError(error.toJSON(), error));
  const formatResult = ({ errors, ...rest }: ExecutionResult): FormattedExecutionResult =>
    errors?.length ? { ...rest, errors: formatErrors(errors) } : rest;

  return {
    formatErrors,
    execute: (args) => executeOperation(operations, args),
    subscribe: ({ document, operationName, variableValues, contextValue }) => {
      const { actor, headers } = contextValue as GatewayContext;
      const serving = graph.get();
      return startSubscription(
        { ...options, sockets, formatResult },
        {
          graph: serving,
          prepared: prepareOperation(document, operationName),
          variables: variableValues ?? {},
          fetch: fetchOf(client, serving, headers),
          endpointOf: (subgraph) => endpointOf(serving, subgraph),
          authorization: headers['authorization'],
          assertAllowed: () => assertNotExpired(actor),
        },
      );
    },
  };
}

/** Queries and mutations of a WebSocket go the way of those over HTTP. */
async function executeOperation(operations: OperationService, args: ExecutionArgs): Promise<FormattedExecutionResult> {
  const { document, operationName, variableValues, contextValue } = args;
  const operation = operations.open({ query: document.loc?.source.body ?? '', operationName });
  const answer =
    'errors' in operation
      ? operations.refuse(operation)
      : await operations.execute(operation, {
          variables: variableValues ?? {},
          scope: contextValue as GatewayContext,
        });
  return JSON.parse(answer.text) as FormattedExecutionResult;
}
