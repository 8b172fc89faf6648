import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { SubgraphFault } from '../transport/subgraph-answer.ts';

/** The subgraph itself will not have the subscription; its errors are the client's to read. */
export class SubscriptionRefused extends Error {
  readonly faults: readonly SubgraphFault[];

  constructor(faults: readonly SubgraphFault[]) {
    super('The subgraph refused the subscription.');
    this.name = 'SubscriptionRefused';
    this.faults = faults;
  }
}

/** The variables do not fit the operation. */
export class SubscriptionInvalid extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The variables of the subscription are not valid.');
    this.name = 'SubscriptionInvalid';
    this.errors = errors;
  }
}

/** What a client is told of the error that ended its subscription, formatted. */
export function subscriptionErrors(error: unknown, formatError: ErrorFormatter): readonly GraphQLFormattedError[] {
  return describe(error).map((described) => formatError(described.toJSON(), described));
}

function describe(error: unknown): readonly GraphQLError[] {
  if (error instanceof SubscriptionInvalid) {
    const extensions = { code: 'BAD_USER_INPUT' };
    return error.errors.map(({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions }));
  }
  if (error instanceof SubscriptionRefused) {
    return error.faults.map(({ message, extensions }) => new GraphQLError(message, { extensions }));
  }
  const originalError = error instanceof Error ? error : new Error(String(error));
  const extensions = error instanceof ClientError ? error.extensions : {};
  return [new GraphQLError(originalError.message, { originalError, extensions })];
}
