import { graphql, type ExecutionResult } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { Database } from '../../shared/database/open-database.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { createRegistryRoot } from './api/registry.resolvers.ts';
import { registrySchema } from './api/registry.schema.ts';
import { startRegistryThread } from './composition/registry.thread.ts';
import { createEndpointProbe } from './publish/endpoint.probe.ts';
import {
  publish,
  type PublishDependencies,
  type PublishOutcome,
  type PublishRequest,
} from './publish/publish.service.ts';
import type { RegistryConfig } from './registry.config.ts';
import { openRegistryDatabase, readHead } from './store/registry.database.ts';
import { findActor, isSameToken, type RegistryActor } from './token/registry-token.ts';

/** One request to the registry's API. */
export interface RegistryRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** Where the gateway that is asked listens; undefined: the database is worked on without one. */
  readonly port?: number | undefined;
}

/** The registry over its open database. */
export interface Registry {
  readonly database: Database;
  /** Throws ClientError REGISTRY_TOKEN_INVALID. */
  authenticate(token: string): Promise<RegistryActor>;
  /** Runs an operation of the registry's API. */
  execute(request: RegistryRequest, actor: RegistryActor): Promise<ExecutionResult>;
  publish(actor: RegistryActor, request: PublishRequest): Promise<PublishOutcome>;
  /** Names the registry for ever. */
  installation(): Promise<string>;
  stop(): Promise<void>;
}

export type RegistryOptions = Pick<
  RegistryConfig,
  'database' | 'adminToken' | 'internalTags' | 'maxSdl' | 'checkDays' | 'checkThreshold'
> & {
  /** Milliseconds for which a database server that does not answer is tried again. */
  readonly startupTimeout: number;
};

export interface RegistryDependencies {
  readonly logger: Logger;
  /** Called after every act that changed the graph. */
  readonly onChange: () => void;
}

/** Who acts by the admin's token of the configuration, or with the database itself. */
export const operator: RegistryActor = { name: 'operator', isAdmin: true, subgraphs: undefined, partitions: undefined };

/** Throws DatabaseUnavailableError. */
export async function openRegistry(
  { logger, onChange }: RegistryDependencies,
  options: RegistryOptions,
): Promise<Registry> {
  const { startupTimeout, adminToken } = options;
  const database = await openRegistryDatabase({ target: options.database, startupTimeout }, logger);
  const thread = startRegistryThread();
  const installation = async () => (await readHead(database.fork())).installation;
  const probe = createEndpointProbe({ installation, maxAnswer: 2 * options.maxSdl });
  const dependencies: PublishDependencies = { database, thread, probe, onChange, options };
  const rootValue = createRegistryRoot(dependencies);
  return {
    database,
    installation,
    publish: (actor, request) => publish(dependencies, actor, request),
    authenticate: async (token) => {
      if (adminToken !== undefined && isSameToken(token, adminToken)) return operator;
      const actor = await findActor(database.fork(), token);
      if (actor) return actor;
      throw new ClientError(
        'REGISTRY_TOKEN_INVALID',
        'The registry does not know this token, or it was revoked. Ask the operator of the graph for a new one.',
      );
    },
    execute: ({ query, variables, operationName, port }, actor) =>
      graphql({
        schema: registrySchema,
        source: query,
        rootValue,
        contextValue: { actor, port },
        ...(variables && { variableValues: variables }),
        ...(operationName && { operationName }),
      }),
    stop: async () => {
      await thread.stop();
      await database.close();
    },
  };
}

/** What a gateway says whose registry's database is away. */
export function registryUnavailable(): ClientError {
  return new ClientError(
    'REGISTRY_UNAVAILABLE',
    "The registry's database does not answer. The graph goes on as it is; try again later.",
  );
}
