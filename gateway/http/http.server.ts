import type { AddressInfo } from 'node:net';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import type { TokenVerifier } from '../../shared/auth/token-verifier.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { contextOf, registerAuthentication } from './authentication.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { asksForPage, registerGraphiql, sendPage } from './graphiql.route.ts';
import { registerHealth, type HealthDependencies } from './health.route.ts';
import { registerErrorHandlers } from './request-error.handler.ts';

export interface HttpServerDependencies extends HealthDependencies {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifyToken: TokenVerifier;
  readonly formatError: ErrorFormatter;
}

export interface HttpServerOptions {
  /** Bytes of the largest request body. */
  readonly maxBody: number;
  /** Where GraphQL is served, such as /graphql. */
  readonly path: string;
}

/** The HTTP side of the gateway, not listening yet. `apollo` has been started. */
export function createHttpServer(
  dependencies: HttpServerDependencies,
  { maxBody, path }: HttpServerOptions,
): FastifyInstance {
  const server = fastify({ bodyLimit: maxBody, forceCloseConnections: 'idle' });
  // Requests in flight are answered while the server stops; their connections must not outlive them.
  server.addHook('onSend', async (_request, reply) => {
    if (dependencies.isStopping()) void reply.header('connection', 'close');
  });
  registerErrorHandlers(server, { formatError: dependencies.formatError, maxBody, path });
  registerHealth(server, dependencies);
  registerGraphiql(server);
  void server.register(async (scope) => registerGraphql(scope, dependencies, path));
  return server;
}

function registerGraphql(scope: FastifyInstance, { apollo, verifyToken }: HttpServerDependencies, path: string): void {
  registerAuthentication(scope, verifyToken);
  const handler = fastifyApolloHandler(apollo, { context: async (request) => contextOf(request) });
  scope.addHook('preHandler', async (request, reply) => (asksForPage(request) ? sendPage(reply) : undefined));
  scope.route({ method: ['GET', 'POST', 'OPTIONS'], url: path, handler });
}

/** The port that `server` listens on, which is the system's choice where 0 was asked for. */
export function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port;
}
