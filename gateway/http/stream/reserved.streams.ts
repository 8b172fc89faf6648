import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { MaybeActor } from '../../../shared/auth/actor.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { StreamDependencies, StreamedOperation } from './operation.stream.ts';
import { ReservedStream } from './reserved.stream.ts';

export interface ReservedStreamsOptions {
  /** Operations that one stream may hold at once. */
  readonly maxSubscriptions: number;
  /** Messages kept until the client has opened its stream. */
  readonly eventBuffer: number;
}

/** Which stream, and who speaks of it. */
export interface StreamClaim {
  /** Names the stream; whoever has it may open the stream. */
  readonly token: string;
  readonly actor: MaybeActor;
}

/**
 * The "single connection mode" of GraphQL over Server-Sent Events: a client reserves a stream, opens it, and starts and
 * ends operations on it by requests of their own. All but `reserve` throw ClientError STREAM_NOT_FOUND for a token that
 * is none, or not this actor's.
 */
export interface ReservedStreams {
  /** The token of a new stream; throws ClientError TOO_MANY_STREAMS. */
  reserve(actor: MaybeActor): string;
  /** By its token alone: a browser's EventSource sends nothing else. Throws ClientError STREAM_TAKEN. */
  open(token: string, response: ServerResponse): void;
  /** Throws ClientError OPERATION_ID_TAKEN or TOO_MANY_SUBSCRIPTIONS. */
  start(claim: StreamClaim, operationId: string, streamed: StreamedOperation): void;
  stop(claim: StreamClaim, operationId: string): void;
  closeAll(): void;
}

/** Milliseconds that a client has to open the stream that it reserved. */
const openTimeout = 30_000;

interface Reservation {
  readonly subject: string | undefined;
  readonly stream: ReservedStream;
}

export function createReservedStreams(
  dependencies: StreamDependencies,
  options: ReservedStreamsOptions,
): ReservedStreams {
  const reservations = new Map<string, Reservation>();

  function find(token: string): Reservation {
    const reservation = reservations.get(token);
    if (reservation) return reservation;
    throw new ClientError('STREAM_NOT_FOUND', 'No event stream has this token. Reserve one by PUT, and open it soon.');
  }

  /** A stranger learns no more than that there is nothing. */
  function claimed({ token, actor }: StreamClaim): ReservedStream {
    const { subject, stream } = find(token);
    return subject === actor?.subject ? stream : find('').stream;
  }

  return {
    reserve: (actor) => {
      const release = dependencies.limit.take();
      const token = randomUUID();
      const closed = (): void => {
        clearTimeout(timer);
        reservations.delete(token);
        release();
      };
      const stream = new ReservedStream(dependencies, { ...options, closed });
      const timer = setTimeout(() => stream.isOpen || stream.close(), openTimeout);
      reservations.set(token, { subject: actor?.subject, stream });
      return token;
    },
    open: (token, response) => find(token).stream.open(response),
    start: (claim, operationId, streamed) => claimed(claim).start(operationId, streamed),
    stop: (claim, operationId) => claimed(claim).stop(operationId),
    closeAll: () => {
      for (const { stream } of reservations.values()) stream.close();
    },
  };
}
