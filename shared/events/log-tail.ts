import { RecentRows } from './recent-rows.ts';
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

/**
 * One reader of the log for any number of followers: followers that are up to date get new rows from memory, so that a
 * thousand of them cost one read an event. A follower that is behind reads for itself until it has caught up.
 */
export function createLogTail<Row>(log: ReadableLog<Row>, options: TailOptions): LogTail<Row> {
  const stopping = new AbortController();
  const recent = new RecentRows<Row>((row) => log.positionOf(row));
  const reader = createNewsReader(log, recent, stopping.signal);
  const silence = options.bus.listen(log.id, reader.look);
  let followers = 0;
  /** One for all followers: an idle log costs one read an interval, however many wait for it. */
  let poll: NodeJS.Timeout | undefined;

  function enter(): void {
    followers += 1;
    poll ??= setInterval(reader.look, options.pollInterval).unref();
  }

  function leave(): void {
    followers -= 1;
    if (followers > 0) return;
    clearInterval(poll);
    poll = undefined;
  }

  async function* rowsAfter(after: number, over: AbortSignal): AsyncGenerator<Row[], void, undefined> {
    let position = after;
    const isOver = (): boolean => over.aborted;
    while (!isOver()) {
      const rows = recent.after(position) ?? (await log.read(position, readLimit));
      if (isOver()) return;
      const last = rows.at(-1);
      if (last === undefined) {
        recent.start(position);
        await reader.waitForNews(position, over);
        continue;
      }
      position = log.positionOf(last);
      yield rows;
    }
  }

  return {
    async *follow(after, signal) {
      enter();
      try {
        yield* rowsAfter(after, AbortSignal.any([signal, stopping.signal]));
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

interface NewsReader {
  /** Reads what is new, now or after the read that is under way. */
  readonly look: () => void;
  /** Resolves when there may be rows after `position`, or when `over` is aborted. */
  waitForNews(position: number, over: AbortSignal): Promise<void>;
}

function createNewsReader<Row>(log: ReadableLog<Row>, recent: RecentRows<Row>, stopping: AbortSignal): NewsReader {
  const waiters = new Set<() => void>();
  let isReading = false;
  let isNewsWaiting = false;

  function look(): void {
    isNewsWaiting = true;
    if (!isReading) void readNews();
  }

  async function readNews(): Promise<void> {
    isReading = true;
    try {
      while (isNewsWaiting && !stopping.aborted) {
        const position = recent.last;
        // Nobody is up to date yet: the news stays waiting for the first follower that is.
        if (position === undefined) return;
        isNewsWaiting = false;
        // A fault may pass: the next wake-up or poll looks again.
        const rows = await log.read(position, readLimit).catch(() => []);
        if (rows.length === 0) continue;
        recent.add(rows);
        if (rows.length === readLimit) isNewsWaiting = true;
        for (const wake of [...waiters]) wake();
      }
    } finally {
      isReading = false;
    }
  }

  async function waitForNews(position: number, over: AbortSignal): Promise<void> {
    // What came between the follower's read and this line would else be met only by the next poll.
    if ((recent.last ?? 0) > position || over.aborted) return;
    const woken = Promise.withResolvers<undefined>();
    const wake = (): void => woken.resolve(undefined);
    waiters.add(wake);
    over.addEventListener('abort', wake, { once: true });
    if (isNewsWaiting) look();
    await woken.promise;
    waiters.delete(wake);
    over.removeEventListener('abort', wake);
  }

  return { look, waitForNews };
}
