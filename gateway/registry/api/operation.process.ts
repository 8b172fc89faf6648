import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import { createLogger, type LogLevel } from '../../../shared/telemetry/logger.ts';
import { giveWayAsProcess } from '../../supergraph/thread-priority.ts';
import { openRegistry, type Registry, type RegistryOptions, type RegistryRequest } from '../registry.ts';
import { readServedGraph, type ServedGraph } from '../supergraph/registry.watch.ts';
import type { RegistryActor } from '../token/registry-token.ts';

/** What the process is told. */
export type OperationOrder = OpenOrder | ExecuteOrder;

/** The first one. */
interface OpenOrder {
  readonly kind: 'open';
  readonly options: RegistryOptions;
  readonly logLevel: LogLevel;
}

interface ExecuteOrder {
  readonly kind: 'execute';
  readonly id: number;
  readonly request: RegistryRequest;
  readonly actor: RegistryActor;
}

export type OperationReport =
  /** The database does not answer. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** An act changed the graph: what is in service now. */
  | { readonly kind: 'changed'; readonly graph: ServedGraph }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: OperationAnswer };

/** The result of an operation, in a form that can leave the process. */
export interface OperationAnswer {
  readonly data?: unknown;
  readonly errors?: readonly OperationFault[];
}

export interface OperationFault {
  readonly formatted: GraphQLFormattedError;
  /** Of an error that is not meant for the client. */
  readonly cause?: { readonly name: string; readonly message: string; readonly stack: string | undefined };
}

let registry: Promise<Registry> | undefined;

function report(message: OperationReport): void {
  process.send?.(message);
}

async function open({ options, logLevel }: OpenOrder): Promise<Registry> {
  const logger = createLogger('registry', logLevel);
  const onChange = (): void => {
    reportChange(opened.database).catch((error: unknown) =>
      logger.warn({ reason: (error as Error).message }, 'the gateway has to find the new version by itself'),
    );
  };
  const opened = await openRegistry({ logger, onChange }, options);
  return opened;
}

async function reportChange(database: Database): Promise<void> {
  const graph = await readServedGraph(database.fork(), 0);
  if (graph) report({ kind: 'changed', graph });
}

async function execute(opened: Registry, { id, request, actor }: ExecuteOrder): Promise<void> {
  const { data, errors } = await opened.execute(request, actor);
  const answer = { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(faultOf) }) };
  report({ kind: 'answer', id, answer });
}

function faultOf(error: GraphQLError): OperationFault {
  const formatted = error.toJSON();
  const { originalError } = error;
  if (originalError && !(originalError instanceof ClientError)) {
    const { name, message, stack } = originalError;
    return { formatted, cause: { name, message, stack } };
  }
  // Faults of the operation itself come without a code.
  return { formatted: { ...formatted, extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...error.extensions } } };
}

async function stop(): Promise<void> {
  try {
    await (await registry)?.stop();
  } finally {
    process.exit();
  }
}

giveWayAsProcess();
process.on('message', (order: OperationOrder) => {
  if (order.kind === 'open') {
    registry = open(order);
    registry.catch((error: unknown) => report({ kind: 'unavailable', reason: (error as Error).message }));
    return;
  }
  void registry?.then(
    (opened) => execute(opened, order),
    () => undefined,
  );
});
process.on('disconnect', () => void stop());
// Its gateway decides when it ends, also where a signal is sent to both.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
