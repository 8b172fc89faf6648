/** The feed no longer goes on from the stored cursor: its log was replaced, or no longer keeps what comes after it. */
export class FeedExpiredError extends Error {
  override readonly name = 'FeedExpiredError';
}

/** The connection is over and another one goes on where it ended. */
export class FeedInterruptedError extends Error {
  override readonly name = 'FeedInterruptedError';
}

/** Not a fault: the token's time is nearly over, and the next connection comes with a new one. */
export class FeedRenewalError extends Error {
  override readonly name = 'FeedRenewalError';
}
