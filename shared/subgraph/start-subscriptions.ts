import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { MaybeActor } from '../auth/actor.ts';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import { ClientError } from '../errors/client-error.ts';
import type { Logger } from '../telemetry/logger.ts';
import { prepareOperation } from './prepare-operation.ts';
import { subscribeFresh } from './subscribe-fresh.ts';

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly verifyToken: TokenVerifier;
  readonly logger: Logger;
  createContext(actor: MaybeActor): object;
  formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
}

type ActorExtra = Extra & Record<PropertyKey, unknown> & { actor?: MaybeActor };

/** A GraphQL request is small; anything near this is not one. */
const largestMessage = 8 * 1024 * 1024;
const path = '/graphql';
/** Milliseconds that a client has to close its side when the server stops. */
const closingTime = 1_000;

/** Serves graphql-transport-ws on the server's /graphql. The token comes as `authorization` of the connection's payload. */
export function startSubscriptions(server: Server, options: SubscriptionOptions): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => void sockets.emit('connection', client, request));
  };
  server.on('upgrade', upgrade);
  const formatAll = (errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    errors.map((error) => options.formatError(error.toJSON(), error));
  /** Whose operation a context belongs to. */
  const actors = new WeakMap<object, MaybeActor>();
  const handle = useServer<Record<string, unknown>, ActorExtra>(
    {
      schema: options.schema,
      onConnect: async (context) => {
        try {
          context.extra.actor = await options.verifyToken(authorizationOf(context.connectionParams));
        } catch (error) {
          if (!(error instanceof ClientError)) throw error;
          context.extra.socket.close(CloseCode.Forbidden, `${error.code}: ${error.message}`.slice(0, 120));
          return false;
        }
        return true;
      },
      onSubscribe: (_context, _id, request) => prepareOperation(options.schema, request),
      context: ({ extra: { actor } }) => {
        const context = options.createContext(actor);
        actors.set(context, actor);
        return context;
      },
      subscribe: (args) => {
        const actor = actors.get(args.contextValue as object);
        return subscribeFresh(args, { actor, createContext: () => options.createContext(actor) });
      },
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { data: result.data ?? null, errors: formatAll(result.errors) } : undefined,
      onError: (_context, _id, _payload, errors) => formatAll(errors),
    },
    sockets,
  );
  return {
    stop: async () => {
      server.off('upgrade', upgrade);
      const closing = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, closingTime);
      await handle.dispose();
      clearTimeout(closing);
    },
  };
}

function authorizationOf(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = parameters?.['authorization'] ?? parameters?.['Authorization'];
  return typeof value === 'string' ? value : undefined;
}
