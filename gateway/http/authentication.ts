import type { IncomingHttpHeaders } from 'node:http';
import type { TokenVerifier } from '../../shared/auth/token-verifier.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { pickHeaders } from '../transport/forwarded-headers.ts';

export interface AuthenticationDependencies {
  readonly verifyToken: TokenVerifier;
  /** Headers that subgraphs get to see, in lower case. */
  readonly forwardedHeaders: readonly string[];
}

/** Verifies the token of one request; rejects with the ClientError of a bad one, so that it reaches no subgraph. */
export async function authenticate(
  headers: IncomingHttpHeaders,
  { verifyToken, forwardedHeaders }: AuthenticationDependencies,
): Promise<GatewayContext> {
  const { authorization } = headers;
  const actor = authorization === undefined ? undefined : await verifyToken(authorization);
  return { actor, client: clientName(headers), headers: pickHeaders(headers, forwardedHeaders) };
}

/** As Hive's and Apollo's clients say it. */
export function clientName(headers: Readonly<Record<string, unknown>>): string | undefined {
  const name = headers['graphql-client-name'] ?? headers['apollographql-client-name'] ?? headers['x-client-name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
