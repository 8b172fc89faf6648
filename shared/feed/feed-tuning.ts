/** How a follower goes about its feed. */
export interface FeedTuning {
  /** Events applied in one transaction at most. */
  readonly batchSize: number;
  /** Events that may wait to be applied before the feed is made to wait. */
  readonly bufferLimit: number;
  /** Seconds; a connection is renewed, with a new token, when four fifths of it are over. */
  readonly tokenLifetime: number;
  /** Milliseconds before a lost feed is tried again; doubled with each failure in a row, up to the longest. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Milliseconds for which a level may be silent on a question or in a handshake. */
  readonly answerTimeout: number;
  /** Milliseconds between looks at whether a rebuild has mended an expired feed. */
  readonly expiredPoll: number;
}

export const defaultFeedTuning: FeedTuning = {
  batchSize: 200,
  bufferLimit: 1_000,
  tokenLifetime: 600,
  firstRetry: 100,
  longestRetry: 5_000,
  answerTimeout: 10_000,
  expiredPoll: 5_000,
};
