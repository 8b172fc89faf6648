import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';

export interface ApolloServerDependencies {
  readonly engine: GatewayInterface;
  readonly formatError: ErrorFormatter;
  readonly logger: Logger;
}

/** Parses, validates and answers operations over HTTP and, for queries and mutations, over WebSocket. Not started yet. */
export function createApolloServer(dependencies: ApolloServerDependencies): ApolloServer<GatewayContext> {
  const { engine, formatError, logger } = dependencies;
  return new ApolloServer<GatewayContext>({
    gateway: engine,
    formatError,
    logger,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // No key, no reporting: nothing of an installation leaves it, whatever APOLLO_* variables say.
    apollo: {},
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled(), refuseSubscriptions],
  });
}

const refuseSubscriptions: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      throw new GraphQLError(
        'A subscription cannot be answered over HTTP. Open a WebSocket with the subprotocol graphql-transport-ws here.',
        { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
      );
    },
  }),
};
