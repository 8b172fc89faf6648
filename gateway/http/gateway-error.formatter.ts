import type { GraphQLFormattedError } from 'graphql';
import { createErrorFormatter } from '../../shared/errors/format-error.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';

export type ErrorFormatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Errors of subgraphs are shown as they came, with their own codes and references, since their subgraph has masked what
 * is not for clients. All others are the gateway's own and are masked here.
 */
export function createGatewayErrorFormatter(logger: Logger): ErrorFormatter {
  const formatOwn = createErrorFormatter(logger);
  return (formatted, error) =>
    isFromSubgraph(formatted) ? showSubgraphError(formatted) : withoutHttp(formatOwn(formatted, error));
}

/** `http` tells @apollo/server the status and headers to answer with; it is no part of the answer. */
function withoutHttp({ extensions = {}, ...shown }: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _http, ...others } = extensions;
  return { ...shown, extensions: others };
}

function isFromSubgraph({ extensions }: GraphQLFormattedError): boolean {
  return typeof extensions?.['subgraph'] === 'string';
}

/** @apollo/gateway adds `serviceName`, and "@" to paths for "each of the list": the path ends before it. */
function showSubgraphError({ message, path, extensions }: GraphQLFormattedError): GraphQLFormattedError {
  const { serviceName: _name, stacktrace: _stack, ...shown } = extensions ?? {};
  const end = path?.indexOf('@') ?? -1;
  const ownPath = end < 0 ? path : path?.slice(0, end);
  return { message, ...(ownPath && { path: ownPath }), extensions: shown };
}
