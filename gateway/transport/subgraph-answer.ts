import { ClientError } from '../../shared/errors/client-error.ts';

export type JsonObject = Record<string, unknown>;

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<JsonObject> | undefined;
  /** The three above as JSON, where they were written out before. */
  readonly bodyText?: string;
}

/** An error as it stands in a subgraph's answer. */
export interface SubgraphFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: JsonObject;
}

export interface SubgraphAnswer {
  readonly data?: JsonObject | null | undefined;
  readonly errors?: readonly SubgraphFault[] | undefined;
}

/** Holds `value` to the shape of a GraphQL response and gives each error a code and the name of its subgraph. */
export function readAnswer(subgraph: string, value: unknown): SubgraphAnswer {
  if (!isGraphqlResponse(value)) throw invalidAnswer(subgraph, 'it has neither "data" nor "errors"');
  const { data, errors } = value;
  if (data !== undefined && data !== null && !isJsonObject(data)) throw invalidAnswer(subgraph, '"data" is no object');
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) {
    throw invalidAnswer(subgraph, '"errors" is no list');
  }
  if (!errors?.length && !data) throw invalidAnswer(subgraph, 'its "data" is null and no error says why');
  return errors?.length ? { data, errors: errors.map((error) => readFault(subgraph, error)) } : { data };
}

export function isGraphqlResponse(value: unknown): value is JsonObject {
  return isJsonObject(value) && ('data' in value || 'errors' in value);
}

/**
 * A subgraph's own code stays: it may be a district vendor's. Stack traces that a subgraph leaks are not passed on, and
 * neither are its `http` hints, which would change the status of the whole answer.
 */
export function readFault(subgraph: string, error: unknown): SubgraphFault {
  const { message, path, extensions } = isJsonObject(error) ? error : {};
  const {
    stacktrace: _stack,
    exception: _exception,
    http: _http,
    ...shown
  } = isJsonObject(extensions) ? extensions : {};
  return {
    message: typeof message === 'string' && message ? message : `The subgraph "${subgraph}" failed without a message.`,
    ...(isPath(path) && { path }),
    extensions: { ...shown, code: typeof shown['code'] === 'string' ? shown['code'] : 'SUBGRAPH_FAILED', subgraph },
  };
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((segment) => typeof segment === 'string' || typeof segment === 'number');
}

export function invalidAnswer(subgraph: string, fault: string): ClientError {
  return new ClientError(
    'SUBGRAPH_ANSWER_INVALID',
    `The subgraph "${subgraph}" gave an answer that is not a GraphQL response: ${fault}. Check the URL of the subgraph.`,
    { subgraph },
  );
}

/** It may be a GraphQL response, but not one that the gateway takes. */
export function unfitAnswer(subgraph: string, fault: string): ClientError {
  return new ClientError(
    'SUBGRAPH_ANSWER_INVALID',
    `The subgraph "${subgraph}" gave an answer that the gateway does not take: ${fault}. Tell the operator of the subgraph.`,
    { subgraph },
  );
}

/** The URL is the operator's business and is not shown to clients. */
export function unavailable(subgraph: string, reason: string): ClientError {
  return new ClientError(
    'SUBGRAPH_UNAVAILABLE',
    `The subgraph "${subgraph}" is not available: ${reason}. What it holds is null here; try again later.`,
    { subgraph },
  );
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
