import { getOperationAST, GraphQLError, Kind, type DocumentNode } from 'graphql';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { Graph } from '../executor/graph.ts';
import { prepareOperation, type PreparedOperation } from '../executor/operation.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import { writeErrors } from './answer.writer.ts';
import type { DocumentStore } from './document.store.ts';
import type { Engine } from './engine.ts';
import type { ClientScope } from './gateway-context.ts';
import type { OperationUsage } from './operation.usage.ts';

/** What a client asks for, whatever the transport. */
export interface OperationParameters {
  readonly query: string;
  /** Nothing and the empty text mean the only operation of the document. */
  readonly operationName?: string | null | undefined;
}

/** An operation that was found valid against `graph`. */
export interface OpenedOperation {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
}

export interface RefusedOperation {
  /** With their codes, not formatted yet. */
  readonly errors: readonly GraphQLError[];
}

export interface OperationAnswer {
  /** The whole response as JSON. */
  readonly text: string;
  /** `refused`: the operation or its variables are at fault, and there is no `data`; `failed`: the gateway is. */
  readonly outcome: 'executed' | 'refused' | 'failed';
}

/** Opens and executes the operations of clients, over whatever transport they come. */
export interface OperationService {
  /** `client` is how the client names itself, where it does. */
  open(parameters: OperationParameters, client?: string): OpenedOperation | RefusedOperation;
  /** What a client is told of an operation that was not opened. */
  refuse(refused: RefusedOperation): OperationAnswer;
  /** Of a query or a mutation. Never rejects. */
  execute(operation: OpenedOperation, run: OperationRun): Promise<OperationAnswer>;
}

export interface OperationRun {
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly scope: ClientScope;
}

export interface OperationServiceDependencies {
  /** The graph that is served now. */
  readonly graph: { get(): Graph };
  readonly documents: DocumentStore;
  readonly engine: Engine;
  readonly formatError: ErrorFormatter;
  /** Undefined: nobody wants to know what is asked for. */
  readonly usage?: OperationUsage | undefined;
}

export function createOperationService(dependencies: OperationServiceDependencies): OperationService {
  const { graph, documents, engine, formatError, usage } = dependencies;
  return {
    open: ({ query, operationName }, client) => {
      const serving = graph.get();
      const opened = documents.open(serving, query);
      if ('errors' in opened) return opened;
      const name = operationName || undefined;
      const fault = resolutionFault(opened.document, name);
      if (fault) return { errors: [fault] };
      const prepared = prepareOperation(opened.document, name);
      usage?.count(prepared, client);
      return { graph: serving, prepared };
    },
    refuse: ({ errors }) => ({ text: writeErrors(errors, formatError), outcome: 'refused' }),
    execute: async ({ graph: served, prepared }, { variables, scope: { headers } }) => {
      try {
        // Of the client it gets the scope and nothing else, whatever object that came in.
        const answer = await engine.execute({ graph: served, prepared, variables, context: { headers } });
        return { text: answer.text, outcome: answer.wasExecuted ? 'executed' : 'refused' };
      } catch (error) {
        const originalError = error instanceof Error ? error : new Error(String(error));
        const fault = new GraphQLError(originalError.message, { originalError });
        return { text: writeErrors([fault], formatError), outcome: 'failed' };
      }
    },
  };
}

function resolutionFault(document: DocumentNode, operationName: string | undefined): GraphQLError | undefined {
  if (getOperationAST(document, operationName)) return undefined;
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '(without a name)'] : [],
  );
  const fault =
    operationName === undefined
      ? 'The text has several operations. Name one in "operationName"'
      : `The text has no operation "${operationName}"`;
  return new GraphQLError(`${fault}: ${names.join(', ')}.`, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
