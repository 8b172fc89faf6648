import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import { pickHeaders } from '../../transport/forwarded-headers.ts';
import { probePartitions } from '../partition-health.ts';
import type { PartitionedClient } from '../partitioned.client.ts';
import { openOperation, runOperation } from './proxy.operation.ts';
import type { ServedSubgraph } from './served-subgraph.ts';

export interface ProxyDependencies {
  readonly client: PartitionedClient;
  readonly served: () => ServedSubgraph;
  readonly logger: Logger;
}

export interface ProxyHttpOptions {
  readonly path: string;
  /** Bytes of the largest request. */
  readonly maxBody: number;
  /** Headers that partitions get to see, in lower case. */
  readonly forwardedHeaders: readonly string[];
}

/** Names the proxies that a request came through. */
const viaHeader = 'x-liaison-partition-proxy';
const probeTimeout = 1_000;

/** The HTTP side of a proxy, not listening yet. `id` is another one for each proxy. */
export function createProxyServer(
  dependencies: ProxyDependencies,
  options: ProxyHttpOptions,
  id: string,
): FastifyInstance {
  const server = fastify({ bodyLimit: options.maxBody, forceCloseConnections: true });
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) dependencies.logger.error({ err: error }, 'a request failed');
    const code = status === 413 ? 'REQUEST_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL';
    const message = status < 500 ? error.message : 'The server failed on this request.';
    return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  });
  server.post(options.path, (request, reply) => answer(dependencies, { request, reply, options, id }));
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const health = await healthOf(dependencies);
    const status = health.state === 'up' ? 'ready' : 'not ready';
    return reply.code(health.state === 'up' ? 200 : 503).send({ status, ...health });
  });
  return server;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: ProxyHttpOptions;
  readonly id: string;
}

async function answer(
  { client, served }: ProxyDependencies,
  { request, reply, options, id }: Exchange,
): Promise<FastifyReply> {
  const send = (status: number, body: object) => reply.code(status).type('application/json').send(JSON.stringify(body));
  const refuse = (code: string, message: string, status = 400) =>
    send(status, { errors: [new GraphQLError(message, { extensions: { code } })] });
  const via = String(request.headers[viaHeader] ?? '');
  if (via.split(',').includes(id)) {
    const text = 'This request came through this partition proxy before: an endpoint in its table leads back to it.';
    return refuse('PARTITIONS_INVALID', text, 508);
  }
  const subgraph = served();
  const operation = openOperation(subgraph, request.body ?? {});
  if (!('document' in operation)) return send(400, { errors: operation });
  if (operation.type === OperationTypeNode.SUBSCRIPTION) {
    return refuse('BAD_REQUEST', 'Subscriptions are taken over graphql-transport-ws, at the same URL.');
  }
  try {
    const headers = {
      ...pickHeaders(request.headers, options.forwardedHeaders),
      [viaHeader]: via === '' ? id : `${via},${id}`,
    };
    return await send(200, await runOperation(client, subgraph, { operation, sending: { headers } }));
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return refuse(error.code, error.message, error.status);
  }
}

async function healthOf({ client, served }: ProxyDependencies) {
  const { partitions } = served().routing;
  const sending = { timeout: probeTimeout, isProbe: true };
  return probePartitions(partitions, {
    figuresOf: client.figuresOf,
    ask: async ({ url }) => {
      try {
        await client.send({ name: partitions.subgraph, url }, { query: '{ __typename }' }, sending);
        return { state: 'up' };
      } catch (error) {
        return { state: 'down', reason: (error as Error).message };
      }
    },
  });
}
