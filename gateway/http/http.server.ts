import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance, type FastifyServerFactory } from 'fastify';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import { watchConnections } from './connection.sweeper.ts';
import { asksForPage, registerGraphiql } from './graphiql.route.ts';
import type { GraphqlEndpoint } from './graphql.endpoint.ts';
import { registerHealth, type HealthDependencies } from './health.route.ts';
import { registerErrorHandlers } from './request-error.handler.ts';

export interface HttpServerDependencies extends HealthDependencies {
  readonly graphql: GraphqlEndpoint;
  readonly formatError: ErrorFormatter;
  /** Serves more than the graph, such as a registry. */
  readonly registerMore?: ((server: FastifyInstance) => void) | undefined;
}

export interface HttpServerOptions {
  /** Where GraphQL is served, such as /graphql. */
  readonly path: string;
}

/** Milliseconds that an idle connection is kept: longer than the proxies of the field keep theirs. */
const keepAliveTimeout = 72_000;

/** The HTTP side of the gateway, not listening yet. Requests for GraphQL do not go through the router. */
export function createHttpServer(dependencies: HttpServerDependencies, { path }: HttpServerOptions): FastifyInstance {
  const { graphql, isStopping } = dependencies;
  const isGraphql = (request: IncomingMessage) => isAt(path, request.url ?? '') && !asksForPage(request);
  const serverFactory: FastifyServerFactory = (route): Server =>
    createServer({ keepAliveTimeout }, (request, response) =>
      isGraphql(request) ? graphql.handle(request, response) : route(request, response),
    );
  const server = fastify({ serverFactory, forceCloseConnections: 'idle' });
  const connections = watchConnections(server.server);
  server.addHook('preClose', async () => connections.begin());
  server.addHook('onClose', async () => connections.end());
  // Requests in flight are answered while the server stops; their connections must not outlive them.
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping()) void reply.header('connection', 'close');
  });
  registerErrorHandlers(server, { formatError: dependencies.formatError, path });
  registerHealth(server, dependencies);
  registerGraphiql(server, path);
  dependencies.registerMore?.(server);
  return server;
}

function isAt(path: string, url: string): boolean {
  return url === path || (url.startsWith(path) && url[path.length] === '?');
}

/** The port that `server` listens on, which is the system's choice where 0 was asked for. */
export function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port;
}
