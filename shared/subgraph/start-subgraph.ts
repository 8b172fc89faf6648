import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyError, type FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { MaybeActor } from '../auth/actor.ts';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import { ClientError } from '../errors/client-error.ts';
import { createErrorFormatter } from '../errors/format-error.ts';
import type { Logger } from '../telemetry/logger.ts';
import { startSubscriptions } from './start-subscriptions.ts';

export interface SubgraphOptions {
  readonly name: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly verifyToken: TokenVerifier;
  createContext(actor: MaybeActor): object;
  /** Whether the subgraph can answer now: its database does, and what it follows has caught up. */
  isReady(): Promise<boolean>;
}

export interface RunningService {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Larger than any legal input; a longer text is refused by its field's own rule, which says more. */
const largestBody = 8 * 1024 * 1024;

/** Serves a subgraph at /graphql over HTTP and WebSocket, with /health/live and /health/ready. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningService> {
  const app = fastify({ bodyLimit: largestBody, forceCloseConnections: true });
  const formatError = createErrorFormatter(options.logger);
  const apollo = new ApolloServer<object>({
    schema: options.schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Left on, it writes to standard output at start and gives its times to whoever asks by a header.
      ApolloServerPluginInlineTraceDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
  });
  await apollo.start();
  app.setErrorHandler(sendRequestError);
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => options.createContext(await verified(options, request.headers.authorization)),
    }),
  });
  addHealth(app, options);
  const subscriptions = startSubscriptions(app.server, { ...options, formatError });
  const stop = async (): Promise<void> => {
    await subscriptions.stop();
    await apollo.stop();
    await app.close();
  };
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await stop();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}/graphql`,
    stop,
  };
}

async function verified({ verifyToken }: SubgraphOptions, authorization: string | undefined): Promise<MaybeActor> {
  try {
    return await verifyToken(authorization);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    throw new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: error.status } } });
  }
}

function addHealth(app: FastifyInstance, options: SubgraphOptions): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const isReady = await options.isReady().catch(() => false);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', subgraph: options.name });
  });
}

function sendRequestError(
  error: FastifyError,
  _request: unknown,
  reply: { code(status: number): { send(body: unknown): unknown } },
): void {
  const status = error.statusCode ?? 500;
  const code = status === 413 ? 'REQUEST_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL';
  const message = status < 500 ? error.message : 'The server failed on this request.';
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
