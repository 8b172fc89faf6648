/** What GET /counts of the publisher tells. */
export interface PublisherCounts {
  /** Requests for data that the subgraphs have had. */
  readonly calls: number;
  /** Subscriptions that were ever opened. */
  readonly opened: number;
  /** Subscriptions that are open now. */
  readonly open: number;
}

/** What POST /publish?events=N answers. */
export interface Published {
  /** Number of the first of these events. */
  readonly first: number;
  /** Milliseconds on the monotonic clock of the machine, one of each event: just before it was sent to the first. */
  readonly times: readonly number[];
}

/** Milliseconds on the monotonic clock, which all processes of the machine share. */
export function monotonicTime(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
