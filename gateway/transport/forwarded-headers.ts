import type { IncomingHttpHeaders } from 'node:http';

/** What a subgraph is told of the client's request; every other header stays at the gateway. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

const forwardedNames = ['authorization', 'traceparent', 'x-request-id'] as const;

export function forwardedHeaders(headers: IncomingHttpHeaders): ForwardedHeaders {
  const forwarded: Record<string, string> = {};
  for (const name of forwardedNames) {
    const value = headers[name];
    if (typeof value === 'string' && value !== '') forwarded[name] = value;
  }
  return forwarded;
}
