/** What the load process is told, as its one argument in JSON. */
export interface LoadOrder {
  readonly url: string;
  /** Kept open; each sends its next request when the answer to the last is complete. */
  readonly connections: number;
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
}

/** What it tells, over its channel to the parent. */
export type LoadMessage =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly report: LoadReport }
  | { readonly kind: 'failed'; readonly reason: string };
