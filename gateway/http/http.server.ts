import type { AddressInfo } from 'node:net';
import type { ApolloServer } from '@apollo/server';
import { fastify, type FastifyInstance } from 'fastify';
import type { TokenVerifier } from '../../shared/auth/token-verifier.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { registerAuthentication } from './authentication.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { createGraphqlHandler, registerJsonText } from './graphql.handler.ts';
import { asksForPage, registerGraphiql, sendPage } from './graphiql.route.ts';
import { registerHealth, type HealthDependencies } from './health.route.ts';
import { registerErrorHandlers } from './request-error.handler.ts';

export interface HttpServerDependencies extends HealthDependencies {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifyToken: TokenVerifier;
  readonly formatError: ErrorFormatter;
  /** Undefined: equal queries in flight are not shared. */
  readonly epoch: ReadEpoch | undefined;
}

export interface HttpServerOptions {
  /** Bytes of the largest request body. */
  readonly maxBody: number;
  /** Where GraphQL is served, such as /graphql. */
  readonly path: string;
  /** Headers that subgraphs get to see, in lower case. */
  readonly forwardedHeaders: readonly string[];
}

/** The HTTP side of the gateway, not listening yet. `apollo` has been started. */
export function createHttpServer(dependencies: HttpServerDependencies, options: HttpServerOptions): FastifyInstance {
  const { maxBody, path } = options;
  const server = fastify({ bodyLimit: maxBody, forceCloseConnections: 'idle' });
  // Requests in flight are answered while the server stops; their connections must not outlive them.
  server.addHook('onSend', async (_request, reply) => {
    if (dependencies.isStopping()) void reply.header('connection', 'close');
  });
  registerErrorHandlers(server, { formatError: dependencies.formatError, maxBody, path });
  registerHealth(server, dependencies);
  registerGraphiql(server);
  void server.register(async (scope) => registerGraphql(scope, dependencies, options));
  return server;
}

function registerGraphql(
  scope: FastifyInstance,
  dependencies: HttpServerDependencies,
  options: HttpServerOptions,
): void {
  const { apollo, verifyToken, epoch } = dependencies;
  const { path, forwardedHeaders } = options;
  registerAuthentication(scope, { verifyToken, forwardedHeaders });
  registerJsonText(scope);
  const handler = createGraphqlHandler({ apollo, epoch });
  scope.addHook('preHandler', async (request, reply) => (asksForPage(request) ? sendPage(reply) : undefined));
  scope.route({ method: ['GET', 'POST', 'OPTIONS'], url: path, handler });
}

/** The port that `server` listens on, which is the system's choice where 0 was asked for. */
export function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port;
}
