import { join } from 'node:path';
import { z } from 'zod';
import type { VariableValues } from '../shared/config/environment.ts';
import { duration, logLevel, oneOf, optionalDuration, port, wholeNumber } from '../shared/config/variable.ts';
import type { LogLevel } from '../shared/telemetry/logger.ts';
import { durationsByName, headerList, protocolsByName, subgraphList } from './config.lists.ts';
import { registryConfig, registryVariables, type RegistryConfig } from './registry/registry.config.ts';
import type { Compression } from './transport/endpoint-connections.ts';
import type { SubscriptionProtocol } from './transport/subscription-protocols.ts';
import type { SubgraphEndpoint } from './transport/subgraph-endpoint.ts';

const defaultPort = 4000;
const defaultNames = ['city', 'district', 'township', 'network'];
const mebibyte = 1024 * 1024;

const onOrOff = oneOf(['on', 'off'], 'on');

/** The gateway's environment variables; docs/configuration.md tells of each. */
export const gatewayVariables = {
  PORT: port(defaultPort).describe('where the gateway listens; 0 takes a free port'),
  HOST: z.string().default('127.0.0.1').describe('the address that the gateway listens on; 0.0.0.0 is every one'),
  DATA_DIR: z.string().default('./var').describe('the folder for the last good supergraph and the keys'),
  LOG_LEVEL: logLevel,
  STARTUP_TIMEOUT: duration('60s').describe('how long the gateway waits for its subgraphs when it starts'),
  AUTH_JWKS_FILE: z.string().optional().describe('public keys of tokens; keys/jwks.json under DATA_DIR where not set'),
  GATEWAY_SUPERGRAPH: z.string().optional().describe('a supergraph file to serve instead of composing one'),
  GATEWAY_PARTITIONS: z.string().optional().describe('a file that says which endpoints serve which divisions'),
  GATEWAY_PATH: z
    .string()
    .regex(/^\/[\w/-]*$/, 'It takes a path such as /graphql')
    .default('/graphql')
    .describe('where GraphQL is served'),
  GATEWAY_SUBGRAPHS: subgraphList.describe('subgraphs as name=URL; city, district, township, network on PORT+1 to +4'),
  GATEWAY_ENGINE: oneOf(['apollo', 'liaison'], 'liaison').describe('which engine plans and runs queries and mutations'),
  GATEWAY_SHARE_CLIENT_REQUESTS: onOrOff.describe('equal queries of clients in flight at once are answered once'),
  GATEWAY_SHARE_SUBGRAPH_REQUESTS: onOrOff.describe('equal queries to a subgraph in flight at once are sent once'),
  GATEWAY_SHARE_SUBSCRIPTIONS: onOrOff.describe('equal subscriptions have one upstream and one join per event'),
  GATEWAY_FORWARD_HEADERS: headerList.describe('headers of clients that subgraphs get to see'),
  GATEWAY_SUBGRAPH_TIMEOUT: duration('30s').describe('how long one request to a subgraph may take'),
  GATEWAY_SUBGRAPH_TIMEOUTS: durationsByName.describe('the same for single subgraphs, as name=span'),
  GATEWAY_OPERATION_TIMEOUT: optionalDuration('60s').describe(
    'how long a query or mutation may wait for its subgraphs in all; off: as long as each request to one',
  ),
  GATEWAY_SUBGRAPH_CONNECTIONS: wholeNumber(64, 1, 10_000).describe(
    'connections to one subgraph that are open at once',
  ),
  GATEWAY_SUBGRAPH_RETRIES: wholeNumber(2, 0, 10).describe('times that a query is sent again after a passing fault'),
  GATEWAY_SUBGRAPH_BREAKER: onOrOff.describe('a subgraph that fails too often is left alone for a moment'),
  GATEWAY_SUBGRAPH_COMPRESSION: oneOf(['auto', 'on', 'off'], 'auto').describe(
    'whether answers of subgraphs are asked for in compressed form; auto: not on this machine',
  ),
  GATEWAY_MAX_SUBGRAPH_ANSWER: wholeNumber(32 * mebibyte, 1024, 1024 * mebibyte).describe(
    'bytes of the largest answer or event that is taken from a subgraph',
  ),
  GATEWAY_SUBGRAPH_SUBSCRIPTIONS: protocolsByName.describe(
    'how single subgraphs take subscriptions, as name=protocol: ws or sse; ws where not set',
  ),
  GATEWAY_RESUME_TIMEOUT: duration('60s').describe('how long a subscription waits for a lost subgraph to come back'),
  GATEWAY_MAX_BODY: wholeNumber(4 * mebibyte, 1024, 1024 * mebibyte).describe('bytes of the largest request body'),
  GATEWAY_MAX_TOKENS: wholeNumber(15_000, 100, 10_000_000).describe('words and marks of the largest operation'),
  GATEWAY_MAX_DEPTH: wholeNumber(100, 5, 500).describe('levels of fields of the deepest operation'),
  GATEWAY_MAX_FIELDS: wholeNumber(20_000, 100, 10_000_000).describe(
    'fields of the largest operation, those of a fragment counted wherever it is spread',
  ),
  GATEWAY_COMPRESSION: onOrOff.describe('clients that ask for it get compressed answers'),
  GATEWAY_MAX_MESSAGE: wholeNumber(mebibyte, 1024, 1024 * mebibyte).describe('bytes of the largest WebSocket message'),
  GATEWAY_MAX_SUBSCRIPTIONS: wholeNumber(100, 1, 100_000).describe(
    'operations that one WebSocket, or one event stream of several, may hold at once',
  ),
  GATEWAY_MAX_STREAMS: wholeNumber(10_000, 1, 1_000_000).describe('responses over HTTP that may stay open at once'),
  GATEWAY_MAX_SOCKETS: wholeNumber(20_000, 1, 10_000_000).describe('WebSockets that may be open at once'),
  GATEWAY_SOCKET_IDLE_LIMIT: optionalDuration('10m').describe(
    'how long a WebSocket may be open without an operation; off: for ever',
  ),
  GATEWAY_SUBSCRIPTION_IDLE_LIMIT: optionalDuration('off').describe('how long a subscription may have no event'),
  GATEWAY_SUBSCRIPTION_TOTAL_LIMIT: optionalDuration('off').describe('how long a subscription may last'),
  GATEWAY_EVENT_BUFFER: wholeNumber(256, 1, 1_000_000).describe(
    'events kept for a client that is slow, and for clients that come back to a subscription',
  ),
  GATEWAY_PLAN_CACHE: wholeNumber(1_000, 1, 1_000_000).describe('operations whose plans are kept'),
  GATEWAY_PLAN_WARM_UP: wholeNumber(100, 0, 100_000).describe(
    'operations that are planned on a new supergraph before it takes over',
  ),
  ...registryVariables,
};

/** Families of names that belong to the gateway: an unknown variable that begins with one is a fault. */
export const gatewayFamilies = ['GATEWAY_'];

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly logLevel: LogLevel;
  /** Milliseconds. */
  readonly startupTimeout: number;
  /** Undefined: tokens are not looked at, only forwarded. */
  readonly jwksFile: string | undefined;
  /** Serve this file; undefined: compose the supergraph of `subgraphs`. */
  readonly supergraphFile: string | undefined;
  /** Who serves which divisions of which subgraphs; undefined: each subgraph is one endpoint. */
  readonly partitionsFile: string | undefined;
  /** Undefined: the supergraph comes from the file or the subgraphs. */
  readonly registry: RegistryConfig | undefined;
  readonly path: string;
  readonly subgraphs: readonly SubgraphEndpoint[];
  readonly engine: 'apollo' | 'liaison';
  readonly isSharingClientRequests: boolean;
  readonly isSharingSubgraphRequests: boolean;
  readonly isSharingSubscriptions: boolean;
  /** In lower case. */
  readonly forwardedHeaders: readonly string[];
  /** Milliseconds for one request to a subgraph. */
  readonly subgraphTimeout: number;
  /** By the subgraph's name. */
  readonly subgraphTimeouts: ReadonlyMap<string, number>;
  /** Milliseconds for all requests of one query or mutation. */
  readonly operationTimeout: number | undefined;
  /** Open at once to subgraphs of one origin. */
  readonly subgraphConnections: number;
  /** The most times that a query is sent again. */
  readonly subgraphRetries: number;
  readonly hasCircuitBreakers: boolean;
  readonly subgraphCompression: Compression;
  /** Bytes of one answer or event, before and after decompression. */
  readonly maxSubgraphAnswer: number;
  /** By the subgraph's name; `ws` for all others. */
  readonly subscriptionProtocols: ReadonlyMap<string, SubscriptionProtocol>;
  /** Milliseconds that a subscription waits for its subgraph to come back. */
  readonly resumeTimeout: number;
  /** Bytes. */
  readonly maxBody: number;
  /** Tokens of one document. */
  readonly maxTokens: number;
  /** Levels of fields of one operation. */
  readonly maxDepth: number;
  /** Fields of one operation, fragments spread. */
  readonly maxFields: number;
  readonly isCompressing: boolean;
  /** Bytes of one WebSocket message. */
  readonly maxMessage: number;
  /** Per WebSocket, and per event stream of several operations. */
  readonly maxSubscriptions: number;
  /** Event streams and multipart responses over HTTP, open or reserved. */
  readonly maxStreams: number;
  /** WebSockets at once. */
  readonly maxSockets: number;
  /** Milliseconds that a WebSocket may be open without an operation. */
  readonly socketIdleLimit: number | undefined;
  /** Milliseconds that a subscription may have no event. */
  readonly subscriptionIdleLimit: number | undefined;
  /** Milliseconds that a subscription may last. */
  readonly subscriptionTotalLimit: number | undefined;
  /** Events kept for a slow client, and for clients that come back. */
  readonly eventBuffer: number;
  /** Operations whose plans are kept. */
  readonly planCache: number;
  /** Operations that are planned on a new supergraph before it takes over. */
  readonly planWarmUp: number;
}

export function gatewayConfig(values: VariableValues<typeof gatewayVariables>): GatewayConfig {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDirectory: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    startupTimeout: values.STARTUP_TIMEOUT,
    jwksFile: values.AUTH_JWKS_FILE ?? join(values.DATA_DIR, 'keys', 'jwks.json'),
    supergraphFile: values.GATEWAY_SUPERGRAPH,
    partitionsFile: values.GATEWAY_PARTITIONS,
    registry: registryConfig(values, values.GATEWAY_SUBGRAPHS ?? []),
    path: values.GATEWAY_PATH,
    subgraphs: values.GATEWAY_SUBGRAPHS ?? defaultSubgraphs(values.PORT || defaultPort),
    engine: values.GATEWAY_ENGINE,
    isSharingClientRequests: values.GATEWAY_SHARE_CLIENT_REQUESTS === 'on',
    isSharingSubgraphRequests: values.GATEWAY_SHARE_SUBGRAPH_REQUESTS === 'on',
    isSharingSubscriptions: values.GATEWAY_SHARE_SUBSCRIPTIONS === 'on',
    forwardedHeaders: values.GATEWAY_FORWARD_HEADERS,
    subgraphTimeout: values.GATEWAY_SUBGRAPH_TIMEOUT,
    subgraphTimeouts: values.GATEWAY_SUBGRAPH_TIMEOUTS,
    operationTimeout: values.GATEWAY_OPERATION_TIMEOUT,
    subgraphConnections: values.GATEWAY_SUBGRAPH_CONNECTIONS,
    subgraphRetries: values.GATEWAY_SUBGRAPH_RETRIES,
    hasCircuitBreakers: values.GATEWAY_SUBGRAPH_BREAKER === 'on',
    subgraphCompression: values.GATEWAY_SUBGRAPH_COMPRESSION,
    maxSubgraphAnswer: values.GATEWAY_MAX_SUBGRAPH_ANSWER,
    subscriptionProtocols: values.GATEWAY_SUBGRAPH_SUBSCRIPTIONS,
    resumeTimeout: values.GATEWAY_RESUME_TIMEOUT,
    maxBody: values.GATEWAY_MAX_BODY,
    maxTokens: values.GATEWAY_MAX_TOKENS,
    maxDepth: values.GATEWAY_MAX_DEPTH,
    maxFields: values.GATEWAY_MAX_FIELDS,
    isCompressing: values.GATEWAY_COMPRESSION === 'on',
    maxMessage: values.GATEWAY_MAX_MESSAGE,
    maxSubscriptions: values.GATEWAY_MAX_SUBSCRIPTIONS,
    maxStreams: values.GATEWAY_MAX_STREAMS,
    maxSockets: values.GATEWAY_MAX_SOCKETS,
    socketIdleLimit: values.GATEWAY_SOCKET_IDLE_LIMIT,
    subscriptionIdleLimit: values.GATEWAY_SUBSCRIPTION_IDLE_LIMIT,
    subscriptionTotalLimit: values.GATEWAY_SUBSCRIPTION_TOTAL_LIMIT,
    eventBuffer: values.GATEWAY_EVENT_BUFFER,
    planCache: values.GATEWAY_PLAN_CACHE,
    planWarmUp: values.GATEWAY_PLAN_WARM_UP,
  };
}

function defaultSubgraphs(gatewayPort: number): readonly SubgraphEndpoint[] {
  return defaultNames.map((name, index) => ({ name, url: `http://127.0.0.1:${gatewayPort + index + 1}/graphql` }));
}
