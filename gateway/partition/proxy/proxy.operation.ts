import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type OperationTypeNode,
} from 'graphql';
import type { JsonObject, SubgraphAnswer, SubgraphRequest } from '../../transport/subgraph-answer.ts';
import type { SendOptions, SubgraphClient } from '../../transport/subgraph.client.ts';
import { operationOf } from '../partitioned.source.ts';
import type { ServedSubgraph } from './served-subgraph.ts';

/** An operation that fits the schema of the subgraph. */
export interface ProxyOperation {
  readonly document: DocumentNode;
  readonly type: OperationTypeNode;
  readonly request: SubgraphRequest;
}

/** What a proxy is sent over HTTP or a socket. */
export interface ProxyRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** Gives the faults of one that does not fit. */
export function openOperation(
  { schema }: ServedSubgraph,
  { query, operationName, variables }: ProxyRequest,
): ProxyOperation | readonly GraphQLError[] {
  if (typeof query !== 'string') return [coded('BAD_REQUEST', new GraphQLError('"query" is missing or no text.'))];
  const name = typeof operationName === 'string' && operationName !== '' ? operationName : undefined;
  const given = typeof variables === 'object' && variables !== null ? (variables as JsonObject) : {};
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return [coded('GRAPHQL_PARSE_FAILED', error)];
    throw error;
  }
  const faults = validate(schema, document);
  if (faults.length > 0) return faults.map((fault) => coded('GRAPHQL_VALIDATION_FAILED', fault));
  const operation = getOperationAST(document, name);
  if (!operation) {
    const text = '"operationName" names none of the operations, or there are several and it is missing.';
    return [coded('OPERATION_RESOLUTION_FAILURE', new GraphQLError(text))];
  }
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (errors) return errors.map((fault) => coded('BAD_USER_INPUT', fault));
  return { document, type: operation.operation, request: { query, operationName: name, variables: given } };
}

/** What the subgraph itself answers, without a partition: its schema. */
const ownFields = new Set(['_service', '__schema', '__type', '__typename']);

export async function runOperation(
  client: SubgraphClient,
  served: ServedSubgraph,
  { operation, sending }: { readonly operation: ProxyOperation; readonly sending: SendOptions },
): Promise<SubgraphAnswer | { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] }> {
  const { schema, routing } = served;
  const { request, document } = operation;
  const { fields } = operationOf(routing, request);
  if (!fields.every(({ name }) => ownFields.has(name))) {
    return client.send({ name: routing.partitions.subgraph, url: '', routing }, request, sending);
  }
  const { data, errors } = await execute({
    schema,
    document,
    operationName: request.operationName,
    variableValues: request.variables,
  });
  return { data, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
}

function coded(code: string, { message, locations, nodes, source, positions }: GraphQLError): GraphQLError {
  const place = locations ? { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null } : {};
  return new GraphQLError(message, { ...place, extensions: { code } });
}
