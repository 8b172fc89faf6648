import { ClientError } from '../../../shared/errors/client-error.ts';

/** Counts the responses that stay open, and the reservations of such. */
export interface StreamLimit {
  /** Throws ClientError TOO_MANY_STREAMS; the function that comes back gives the place back. */
  take(): () => void;
}

export function createStreamLimit(maxStreams: number): StreamLimit {
  let taken = 0;
  return {
    take: () => {
      if (taken >= maxStreams) {
        throw new ClientError(
          'TOO_MANY_STREAMS',
          `The gateway holds ${maxStreams} streams, the most that it may. Try later.`,
        );
      }
      taken += 1;
      let isTaken = true;
      return () => {
        if (isTaken) taken -= 1;
        isTaken = false;
      };
    },
  };
}
