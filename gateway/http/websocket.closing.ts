import { CloseCode } from 'graphql-ws';

/** How the gateway closes a socket. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/**
 * Codes from 4400 on are those of the protocol graphql-transport-ws, most of which its clients take for final; the ones
 * of the gateway's own stand outside its range, so that clients come back.
 */
export const closing = {
  overrun: { code: 4900, reason: 'SUBSCRIPTION_OVERRUN: The client reads more slowly than it is sent to.' },
  idle: { code: 4901, reason: 'SOCKET_IDLE: No operation ran on this socket for a long time.' },
  stopping: { code: 1001, reason: 'The gateway is shutting down. Connect again.' },
  badMessage: { code: CloseCode.BadRequest, reason: 'Invalid message received' },
  unauthorized: { code: CloseCode.Unauthorized, reason: 'Unauthorized' },
  badProtocol: { code: CloseCode.SubprotocolNotAcceptable, reason: 'Subprotocol not acceptable' },
  silent: { code: CloseCode.ConnectionInitialisationTimeout, reason: 'Connection initialisation timeout' },
  initialisedTwice: { code: CloseCode.TooManyInitialisationRequests, reason: 'Too many initialisation requests' },
  failed: { code: CloseCode.InternalServerError, reason: 'Internal server error' },
} as const satisfies Record<string, Closing>;

export function takenId(id: string): Closing {
  return { code: CloseCode.SubscriberAlreadyExists, reason: `Subscriber for ${id} already exists` };
}

/** `reason` names the code of the error that says why. */
export function refused(reason: string): Closing {
  return { code: CloseCode.Forbidden, reason };
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
