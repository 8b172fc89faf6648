/** What the load process is told, as its one argument in JSON. */
export interface LoadOrder {
  readonly url: string;
  /** Kept open; each sends its next request when the answer to the last is complete, where no pace is given. */
  readonly connections: number;
  /**
   * Requests per second that are sent whether the last is answered or not: a pause of the server is then in the times of
   * all requests that fell into it. A failure is counted; without a pace the first one ends the run.
   */
  readonly pace?: number;
  /** Milliseconds under load that are not measured. */
  readonly warmUp: number;
  /** Milliseconds that are measured. */
  readonly duration: number;
  readonly isAuthorizationDistinct: boolean;
  /** Body of every request. */
  readonly body: string;
  /** Bytes of every answer: one of another length is a failure. */
  readonly answerBytes: number;
}

export interface LoadReport {
  readonly requests: number;
  /** Seconds from the start of the measured time to its end. */
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Milliseconds. */
  readonly longest: number;
  /** Requests that were not answered, or otherwise than they should be; with a pace, those of the warm-up too. */
  readonly failed: number;
  /** What the first of these got. */
  readonly reason: string | undefined;
}

/** What it tells, over its channel to the parent. */
export type LoadMessage =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly report: LoadReport }
  | { readonly kind: 'failed'; readonly reason: string };
