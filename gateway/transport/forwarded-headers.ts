import type { IncomingHttpHeaders } from 'node:http';

/** What a subgraph is told of the client's request; every other header stays at the gateway. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

/** The headers of a client's request that stand in `names`, which are in lower case. */
export function pickHeaders(headers: IncomingHttpHeaders, names: readonly string[]): ForwardedHeaders {
  const forwarded: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string' && value !== '') forwarded[name] = value;
  }
  return forwarded;
}
