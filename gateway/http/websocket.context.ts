import type { IncomingMessage } from 'node:http';
import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { AuthenticationDependencies } from './authentication.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { pickHeaders } from '../transport/forwarded-headers.ts';

/** What the gateway keeps of one socket; `context` is there once the client was let in. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  context?: GatewayContext;
}

export type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** Verifies the token of the connection parameters, else of the upgrade request; throws ClientError where it is bad. */
export async function admit(
  { connectionParams, extra }: SocketContext,
  { verifyToken, forwardedHeaders }: AuthenticationDependencies,
): Promise<void> {
  const { headers } = extra.request;
  const authorization = authorizationOf(connectionParams) ?? headers.authorization;
  const actor = await verifyToken(authorization);
  extra.context = { actor, headers: pickHeaders({ ...headers, authorization }, forwardedHeaders) };
}

/** Clients spell it `authorization`, `Authorization`, or nest it under `headers`. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const nested =
    typeof params?.['headers'] === 'object' ? (params['headers'] as Record<string, unknown> | null) : undefined;
  const spellings = [params, nested].flatMap((from) => [from?.['authorization'], from?.['Authorization']]);
  return spellings.find((value): value is string => typeof value === 'string');
}

/** RFC 6455 gives a close frame 123 bytes for its reason. */
export function closeReason(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= 123) return text;
  // A character that the cut went through would decode to U+FFFD.
  return (
    bytes
      .subarray(0, 120)
      .toString()
      .replace(/\uFFFD+$/, '') + '…'
  );
}
