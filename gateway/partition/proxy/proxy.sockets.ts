import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { SubscriptionClient } from '../../transport/subscription.client.ts';
import { EventQueue } from './event-queue.ts';
import type { ProxyDependencies } from './proxy.http.ts';
import { openOperation, runOperation, type ProxyOperation } from './proxy.operation.ts';
import type { ServedSubgraph } from './served-subgraph.ts';

export interface ProxySocketDependencies extends ProxyDependencies {
  readonly server: Server;
  readonly sockets: SubscriptionClient;
}

export interface ProxySocketOptions {
  readonly path: string;
  /** Bytes of the largest message. */
  readonly maxMessage: number;
  /** Events that wait for a reader who is slow. */
  readonly eventBuffer: number;
}

/** Milliseconds that a client has to close its side when the server stops. */
const closingTime = 1_000;

/** What belongs to one operation. */
interface Call {
  readonly operation: ProxyOperation;
  readonly served: ServedSubgraph;
  readonly authorization: string | undefined;
}

/** Serves graphql-transport-ws at the proxy's URL; the token comes as `authorization` of the connection's payload. */
export function startProxySockets(
  dependencies: ProxySocketDependencies,
  options: ProxySocketOptions,
): { stop(): Promise<void> } {
  const { server, client, served } = dependencies;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxMessage });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== options.path) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => void sockets.emit('connection', opened, request));
  };
  server.on('upgrade', upgrade);
  const handle = useServer(
    {
      onSubscribe: (context, _id, payload) => {
        const subgraph = served();
        const operation = openOperation(subgraph, payload);
        if (!('document' in operation)) return operation;
        const given = context.connectionParams?.['authorization'] ?? context.connectionParams?.['Authorization'];
        const authorization = typeof given === 'string' ? given : undefined;
        const contextValue: Call = { operation, served: subgraph, authorization };
        const { document, request } = operation;
        return { schema: subgraph.schema, document, operationName: request.operationName, contextValue };
      },
      execute: (args: ExecutionArgs) => {
        const { operation, served: subgraph, authorization } = args.contextValue as Call;
        const sending = authorization === undefined ? {} : { headers: { authorization } };
        // Errors of partitions are as they came, which is what is sent.
        return runOperation(client, subgraph, { operation, sending }) as Promise<ExecutionResult>;
      },
      subscribe: (args: ExecutionArgs) => follow(dependencies, args.contextValue as Call, options),
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

/** Resolves once it is known whether there is a feed: what refuses it at once is an error, not an event. */
async function follow(
  { sockets }: ProxySocketDependencies,
  { operation, served, authorization }: Call,
  { eventBuffer }: ProxySocketOptions,
): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  if (operation.type !== OperationTypeNode.SUBSCRIPTION) throw new Error('Only subscriptions are followed.');
  const { routing } = served;
  const endpoint = { name: routing.partitions.subgraph, url: '', routing };
  const queue = new EventQueue<ExecutionResult>(eventBuffer);
  const started = Promise.withResolvers<readonly GraphQLError[] | undefined>();
  const close = sockets.subscribe(
    { ...operation.request, endpoint, headers: authorization === undefined ? {} : { authorization } },
    {
      connected: () => started.resolve(undefined),
      next: (event) => {
        started.resolve(undefined);
        if (queue.push(event as ExecutionResult)) return;
        queue.finish(new Error('The reader is too slow.'));
        close();
      },
      error: (error) => {
        const faults = Array.isArray(error) ? error.map(asGraphqlError) : undefined;
        started.resolve(faults);
        if (faults) queue.push({ errors: faults });
        // Ends the connection, as a subgraph does that is lost: the reader comes back with his cursor.
        queue.finish(faults ? undefined : (error as Error));
      },
      complete: () => {
        started.resolve(undefined);
        queue.finish();
      },
    },
  );
  const errors = await started.promise;
  if (!errors) return closing(queue.read(), close);
  close();
  return { errors };
}

/** A reader who leaves while nothing happens must not wait for the next event. */
function closing<Event>(events: AsyncGenerator<Event>, close: () => void): AsyncGenerator<Event> {
  const leave = Promise.withResolvers<IteratorResult<Event, undefined>>();
  return {
    next: () => Promise.race([events.next(), leave.promise]),
    return: async () => {
      close();
      leave.resolve({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    throw: (error) => events.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => close(),
  };
}

function asGraphqlError(fault: { readonly message: string; readonly extensions?: object }): GraphQLError {
  return new GraphQLError(fault.message, { extensions: { ...fault.extensions } });
}
