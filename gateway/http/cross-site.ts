import type { IncomingMessage } from 'node:http';
import { ClientError } from '../../shared/errors/client-error.ts';

/**
 * Throws CROSS_SITE_REFUSED where a browser says that a page of another site makes it ask. Such a page could not read
 * the answer, but it could make its visitors ask for much, or learn from the time that it takes. Clients that are no
 * browsers do not send the header, and a link that a person follows is let through. See docs/adr/0011.
 */
export function refuseCrossSite(request: IncomingMessage): void {
  if (!isCrossSite(request)) return;
  throw new ClientError(
    'CROSS_SITE_REFUSED',
    'This came from a page of another site, which may not ask here. Serve the page from the gateway’s own site, or let its server ask.',
  );
}

/** Also of a WebSocket's handshake, whose messages a page of any site could read: no preflight comes before it. */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';
}
