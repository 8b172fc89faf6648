import { clientName, type AuthenticationDependencies } from './authentication.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { pickHeaders } from '../transport/forwarded-headers.ts';
import type { WebSocketConnection } from './websocket.connection.ts';

type ConnectionParameters = Readonly<Record<string, unknown>> | undefined;

/** Verifies the token of the connection parameters, else of the upgrade request; throws ClientError where it is bad. */
export async function admit(
  { headers }: WebSocketConnection,
  parameters: ConnectionParameters,
  { verifyToken, forwardedHeaders }: AuthenticationDependencies,
): Promise<GatewayContext> {
  const authorization = authorizationOf(parameters) ?? headers?.authorization;
  const actor = await verifyToken(authorization);
  const client = clientName({ ...headers, ...parameters });
  return { actor, client, headers: pickHeaders({ ...headers, authorization }, forwardedHeaders) };
}

/** Clients spell it `authorization`, `Authorization`, or nest it under `headers`. */
function authorizationOf(params: ConnectionParameters): string | undefined {
  const nested =
    typeof params?.['headers'] === 'object' ? (params['headers'] as Record<string, unknown> | null) : undefined;
  const spellings = [params, nested].flatMap((from) => [from?.['authorization'], from?.['Authorization']]);
  return spellings.find((value): value is string => typeof value === 'string');
}
