import { EventBuffer } from './event-buffer.ts';
import type { FeedEndpoint } from './feed-endpoint.ts';
import { FeedInterruptedError, FeedRenewalError } from './feed-error.ts';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import type { FeedTuning } from './feed-tuning.ts';
import { connectToLevel, dataOf, toFeedError } from './level-client.ts';

/** What is read of a level, and as what. */
export interface FeedFormat<Event> {
  /** The subscription that gives the feed; it takes `after`. */
  fieldOf(level: CaseLevel): string;
  /** What is asked of an event. */
  readonly fields: string;
  /** Throws where the event is not one that the reader can apply. */
  parse(value: unknown): Event;
}

/** One connection to a level: its feed from a cursor on. */
export interface FeedConnection<Event> {
  /** From 1 to `most` events in order; throws one of the errors of feed-error.ts when the connection is over. */
  take(most: number): Promise<Event[]>;
  /** The newest sequence of the level's log when the connection was made. */
  position(): Promise<number>;
  /** Ends the connection; a waiting `take` throws `reason`. */
  close(reason: Error): void;
}

export interface FeedRequest<Event> {
  readonly format: FeedFormat<Event>;
  /** Undefined: from the first event on. */
  readonly after: string | undefined;
  readonly token: string;
}

export function openFeed<Event>(
  endpoint: FeedEndpoint,
  { format, ...request }: FeedRequest<Event>,
  tuning: FeedTuning,
): FeedConnection<Event> {
  const client = connectToLevel(endpoint, request.token, tuning.answerTimeout);
  const buffer = new EventBuffer<Event>(tuning.bufferLimit, client.flow);
  let isOver = false;
  const finish = (reason: Error): void => {
    isOver = true;
    clearTimeout(renewal);
    buffer.finish(reason);
    client.close();
  };
  const renew = (): void => finish(new FeedRenewalError('the token is nearly over'));
  const renewal = setTimeout(renew, tuning.tokenLifetime * 800).unref();
  const field = format.fieldOf(endpoint.level);
  const follow = (): void => {
    if (isOver) return;
    client.subscribe(
      `subscription ($after: Cursor) { event: ${field}(after: $after) { ${format.fields} } }`,
      { after: request.after ?? null },
      {
        next: (answer) => {
          try {
            buffer.push(format.parse(dataOf(answer)['event']));
          } catch (error) {
            finish(error as Error);
          }
        },
        error: (error) => finish(toFeedError(error)),
        complete: () => finish(new FeedInterruptedError('the level ended its feed')),
      },
    );
  };
  // Asked first: behind a feed that is made to wait the answer would wait as well.
  const position = client.position();
  position.then(follow, finish);
  return { take: (most) => buffer.take(most), position: () => position, close: finish };
}
