import type { Database, EntityManager } from '../database/open-database.ts';
import { ClientError } from '../errors/client-error.ts';
import type { CursorCodec } from '../paging/cursor.ts';
import { appendEvents, type NewEvent } from './append-event.ts';
import { ensureHead, readHead } from './event-head.ts';
import { EventEntity, type EventRow } from './event.entity.ts';
import { createLogTail, type LogTail, type TailOptions } from './log-tail.ts';

/** The event log of one database, with its one reader. */
export interface EventLog {
  readonly id: string;
  append(em: EntityManager, events: readonly NewEvent[]): Promise<EventRow[]>;
  /** Tells readers that a transaction with appends has committed. */
  wake(): void;
  /** All events after `after`, then each new one; see LogTail. */
  follow: LogTail<EventRow>['follow'];
  /** The newest sequence. */
  position(): Promise<number>;
  /** The oldest sequence that is kept: 1 where the log was never trimmed. */
  start(): Promise<number>;
  encodeCursor(scope: string, sequence: number): string;
  /** The sequence after which to read; 0 where there is no cursor. Throws CURSOR_INVALID or CURSOR_EXPIRED. */
  decodeCursor(scope: string, cursor: string | null | undefined): Promise<number>;
  stop(): void;
}

export interface EventLogOptions extends TailOptions {
  readonly database: Database;
  readonly cursors: CursorCodec;
}

export async function openEventLog({ database, cursors, ...tailOptions }: EventLogOptions): Promise<EventLog> {
  await ensureHead(database.fork());
  const { logId } = await readHead(database.fork());
  const tail = createLogTail<EventRow>(
    {
      id: logId,
      read: (after, limit) => readAfter(database.fork(), after, limit),
      positionOf: (event) => event.sequence,
    },
    tailOptions,
  );

  async function decodeCursor(scope: string, cursor: string | null | undefined): Promise<number> {
    if (!cursor) {
      const { oldest } = await readHead(database.fork());
      if (oldest > 1) throw trimmed(oldest);
      return 0;
    }
    const [id, sequence] = cursors.decode(scope, cursor);
    const head = await readHead(database.fork());
    if (id !== head.logId || typeof sequence !== 'number' || sequence > head.sequence || sequence < head.oldest - 1) {
      throw new ClientError(
        'CURSOR_EXPIRED',
        `${scope} no longer holds the events after this cursor. Read the current state, then subscribe without "after".`,
      );
    }
    return sequence;
  }

  return {
    id: logId,
    append: (em, events) => appendEvents(em, events),
    wake: () => tailOptions.bus.notify(logId),
    follow: (after, signal) => tail.follow(after, signal),
    position: async () => (await readHead(database.fork())).sequence,
    start: async () => (await readHead(database.fork())).oldest,
    encodeCursor: (scope, sequence) => cursors.encode(scope, [logId, sequence]),
    decodeCursor,
    stop: () => tail.stop(),
  };
}

/** Throws CURSOR_EXPIRED where the log was trimmed beyond `after` meanwhile: a reader must not pass a gap unawares. */
async function readAfter(em: EntityManager, after: number, limit: number): Promise<EventRow[]> {
  const rows = await em.find(
    EventEntity,
    { sequence: { $gt: after } },
    { orderBy: { sequence: 'asc' }, limit, disableIdentityMap: true },
  );
  const [first] = rows;
  if (first && first.sequence > after + 1) throw trimmed(first.sequence);
  return rows;
}

function trimmed(oldest: number): ClientError {
  return new ClientError(
    'CURSOR_EXPIRED',
    `The log begins with event ${oldest}: those before it were trimmed, and are in its archives. Read the current state, then go on from the cursor of an event that is kept.`,
  );
}
