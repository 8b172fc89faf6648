import type { WakeBus } from './wake-bus.ts';

/** A log as its readers see it: dense positions from 1 upwards. */
export interface ReadableLog<Row> {
  /** Topic of its wake-ups. */
  readonly id: string;
  /** Rows with a position above `after`, in order, at most `limit`. */
  read(after: number, limit: number): Promise<Row[]>;
  positionOf(row: Row): number;
}

export interface TailOptions {
  readonly bus: WakeBus;
  /** Milliseconds after which a reader looks even if nothing woke it. */
  readonly pollInterval: number;
}

export interface LogTail<Row> {
  /** All rows after `after`, then each new one as it commits, in batches with no seam between history and live. */
  follow(after: number, signal: AbortSignal): AsyncGenerator<Row[], void, undefined>;
  stop(): void;
}

const readLimit = 500;
const keptRows = 2_000;

/**
 * One reader of the log for any number of followers: followers that are up to date get new rows from memory, so that a
 * thousand of them cost one read an event. A follower that is behind reads for itself until it has caught up.
 */
export function createLogTail<Row>(log: ReadableLog<Row>, options: TailOptions): LogTail<Row> {
  const recent = new RecentRows<Row>(log);
  const waiters = new Set<() => void>();
  const stopping = new AbortController();
  let isReading = false;
  let isNewsWaiting = false;
  let followers = 0;
  /** One for all followers: an idle log costs one read an interval, however many wait for it. */
  let poll: NodeJS.Timeout | undefined;

  function wakeAll(): void {
    const woken = [...waiters];
    waiters.clear();
    for (const wake of woken) wake();
  }

  function look(): void {
    isNewsWaiting = true;
    if (!isReading) void readNews();
  }

  async function readNews(): Promise<void> {
    isReading = true;
    try {
      while (isNewsWaiting && !stopping.signal.aborted) {
        const position = recent.last;
        // Nobody is up to date yet: the news stays waiting for the first follower that is.
        if (position === undefined) return;
        isNewsWaiting = false;
        // A fault may pass: the next wake-up or poll looks again.
        const rows = await log.read(position, readLimit).catch(() => []);
        if (rows.length === 0) continue;
        recent.add(rows);
        if (rows.length === readLimit) isNewsWaiting = true;
        wakeAll();
      }
    } finally {
      isReading = false;
    }
  }

  const silence = options.bus.listen(log.id, look);

  function enter(): void {
    followers += 1;
    poll ??= setInterval(look, options.pollInterval).unref();
  }

  function leave(): void {
    followers -= 1;
    if (followers > 0) return;
    clearInterval(poll);
    poll = undefined;
  }

  async function waitForNews(position: number, over: AbortSignal): Promise<void> {
    // What came between the follower's read and this line would else be met only by the next poll.
    if ((recent.last ?? 0) > position) return;
    const woken = Promise.withResolvers<undefined>();
    const wake = (): void => woken.resolve(undefined);
    waiters.add(wake);
    over.addEventListener('abort', wake, { once: true });
    if (isNewsWaiting) look();
    await woken.promise;
    waiters.delete(wake);
    over.removeEventListener('abort', wake);
  }

  return {
    async *follow(after, signal) {
      let position = after;
      const over = AbortSignal.any([signal, stopping.signal]);
      enter();
      try {
        while (!over.aborted) {
          const rows = recent.after(position) ?? (await log.read(position, readLimit));
          if (over.aborted) return;
          const last = rows.at(-1);
          if (last === undefined) {
            recent.start(position);
            await waitForNews(position, over);
            continue;
          }
          position = log.positionOf(last);
          yield rows;
        }
      } finally {
        leave();
      }
    },
    stop() {
      stopping.abort();
      silence();
      clearInterval(poll);
    },
  };
}

/** The newest rows of a log, without a hole. */
class RecentRows<Row> {
  private rows: Row[] = [];
  /** The position before the first row that is kept. */
  private floor: number | undefined;
  private readonly log: ReadableLog<Row>;

  constructor(log: ReadableLog<Row>) {
    this.log = log;
  }

  get last(): number | undefined {
    const newest = this.rows.at(-1);
    return newest === undefined ? this.floor : this.log.positionOf(newest);
  }

  /** Begins to keep rows from a position at which a reader found nothing newer. */
  start(position: number): void {
    if (this.last === undefined || this.last < position) {
      this.rows = [];
      this.floor = position;
    }
  }

  /** A follower that read for itself may have begun anew, further on, while these rows were on their way. */
  add(rows: Row[]): void {
    const last = this.last ?? 0;
    this.rows.push(...rows.filter((row) => this.log.positionOf(row) > last));
    if (this.rows.length > keptRows) {
      const dropped = this.rows.splice(0, this.rows.length - keptRows).at(-1);
      if (dropped !== undefined) this.floor = this.log.positionOf(dropped);
    }
  }

  /** Undefined where the rows after `position` are not all kept here. */
  after(position: number): Row[] | undefined {
    if (this.floor === undefined || position < this.floor || position > (this.last ?? 0)) return undefined;
    return this.rows.slice(position - this.floor);
  }
}
