import { ClientError } from '../../shared/errors/client-error.ts';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';

/** A well-formed GraphQL request. */
export interface RequestParameters {
  /** Undefined where the request names a persisted query instead. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<JsonObject>;
  readonly extensions: Readonly<JsonObject>;
}

const advice = 'Send a JSON object with "query" and, where needed, "variables", "operationName" and "extensions".';

/** Reads the body of a POST; throws ClientError BAD_REQUEST where it is no GraphQL request. */
export function readBodyParameters(text: string): RequestParameters {
  const value = parseJson(text, 'The request body');
  if (Array.isArray(value)) {
    throw new ClientError(
      'BAD_REQUEST',
      'Batches of operations are not taken. Send each operation in a request of its own; they may run at once.',
    );
  }
  if (!isJsonObject(value)) throw new ClientError('BAD_REQUEST', `The request body is no JSON object. ${advice}`);
  return readParameters(value);
}

/** Reads the query string of a GET; throws ClientError BAD_REQUEST where it is no GraphQL request. */
export function readUrlParameters(search: string): RequestParameters {
  const parameters = new URLSearchParams(search);
  const jsonOf = (name: string) => {
    const text = parameters.get(name);
    return text ? parseJson(text, `The URL parameter "${name}"`) : undefined;
  };
  return readParameters({
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: jsonOf('variables'),
    extensions: jsonOf('extensions'),
  });
}

function readParameters({ query, operationName, variables, extensions }: JsonObject): RequestParameters {
  const parameters = {
    operationName: textOf('operationName', operationName),
    variables: mapOf('variables', variables),
    extensions: mapOf('extensions', extensions),
  };
  const isPersisted = isJsonObject(parameters.extensions['persistedQuery']);
  const text = textOf('query', query) || undefined;
  if (text === undefined && !isPersisted) throw new ClientError('BAD_REQUEST', `"query" is missing. ${advice}`);
  return { query: text, ...parameters };
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new ClientError('BAD_REQUEST', `"${name}" is ${kindOf(value)}; it takes a text. ${advice}`);
}

function mapOf(name: string, value: unknown): Readonly<JsonObject> {
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  throw new ClientError('BAD_REQUEST', `"${name}" is ${kindOf(value)}; it takes a JSON object. ${advice}`);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a JSON ${typeof value}`;
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ClientError('BAD_REQUEST', `${place} is not JSON: ${(error as Error).message}. ${advice}`);
  }
}
