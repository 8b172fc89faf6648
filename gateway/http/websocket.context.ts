import type { IncomingHttpHeaders } from 'node:http';
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
  const given = { ...headers, ...headersOf(parameters) };
  const actor = await verifyToken(given.authorization);
  const client = clientName({ ...headers, ...parameters });
  return { actor, client, headers: pickHeaders(given, forwardedHeaders) };
}

/** Browsers cannot set headers of a WebSocket. Clients spell them as they like, and some nest them under `headers`. */
function headersOf(parameters: ConnectionParameters): IncomingHttpHeaders {
  const nested = parameters?.['headers'];
  const entries = [nested, parameters].flatMap((from) => (typeof from === 'object' ? Object.entries(from ?? {}) : []));
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]));
}
