import type { IncomingHttpHeaders } from 'node:http';
import { ClientError } from '../../shared/errors/client-error.ts';
import { acceptedEncodings } from './content-encoding.ts';

/** What a subgraph is told of the client's request; every other header stays at the gateway. */
export type ForwardedHeaders = Readonly<Record<string, string>>;

/** Visible ASCII, space, tab and what RFC 9110 calls obsolete text. Anything else could begin a header of its own. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The headers of a client's request that stand in `names`, which are in lower case. Throws ClientError BAD_REQUEST where
 * one cannot be sent on: HTTP has no such values, but connection parameters of a WebSocket may.
 */
export function pickHeaders(headers: IncomingHttpHeaders, names: readonly string[]): ForwardedHeaders {
  const forwarded: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value !== 'string' || value === '') continue;
    if (!fieldValue.test(value)) {
      throw new ClientError('BAD_REQUEST', `The value of "${name}" holds characters that no HTTP header may hold.`);
    }
    forwarded[name] = value;
  }
  return forwarded;
}

/** Forwarded headers as they are sent: all requests to subgraphs on behalf of one client request have the same. */
export class SentHeaders {
  /** Equal for equal headers, and only for them. */
  readonly key: string;
  /** Names and values in turn. */
  readonly plain: string[];
  #compressed: string[] | undefined;

  constructor(forwarded: ForwardedHeaders) {
    const own = Object.entries(forwarded).flat();
    this.key = JSON.stringify(own);
    this.plain = [...own, 'content-type', 'application/json', 'accept', accepted];
  }

  /** The same for a subgraph whose answers are worth compressing. */
  get compressed(): string[] {
    return (this.#compressed ??= [...this.plain, 'accept-encoding', acceptedEncodings]);
  }
}

/** In the order of the GraphQL-over-HTTP specification. */
const accepted = 'application/graphql-response+json, application/json';

const known = new WeakMap<ForwardedHeaders, SentHeaders>();

export function sentHeadersOf(forwarded: ForwardedHeaders): SentHeaders {
  const remembered = known.get(forwarded);
  if (remembered) return remembered;
  const sent = new SentHeaders(forwarded);
  known.set(forwarded, sent);
  return sent;
}
