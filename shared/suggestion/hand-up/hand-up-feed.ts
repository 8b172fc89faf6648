import type { MaybeActor } from '../../auth/actor.ts';
import type { Database, EntityManager } from '../../database/open-database.ts';
import { ClientError } from '../../errors/client-error.ts';
import { readHead } from '../../events/event-head.ts';
import type { EventLog } from '../../events/event-log.ts';
import type { EventRow } from '../../events/event.entity.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';
import { closable } from '../../subgraph/closable.ts';
import type { HandUpEventType } from './hand-up-event.type.ts';
import { handUpAggregate } from './hand-up-news.ts';

/** A place in the log at which nothing happened to a hand-up: readers go on after it. */
export const passAct = 'pass';

/** Events after which a reader is told its place although nothing was for it, so that its cursor does not grow old. */
const passEvery = 1_000;

export interface HandUpFeedReader {
  readonly level: CaseLevel;
  readonly actor: MaybeActor;
  readonly signal: AbortSignal;
  readonly database: Database;
}

/** The scope of cursors of a level's hand-up feed. */
export function handUpScope(level: CaseLevel): string {
  return `${level.toLowerCase()}HandUpEvents`;
}

/** What neighbours tell each other is for services of the installation. Throws UNAUTHENTICATED or FORBIDDEN_ROLE. */
export function requireService(actor: MaybeActor, what: string): void {
  if (!actor) throw new ClientError('UNAUTHENTICATED', `${what} needs the token of a service.`);
  if (actor.role === 'system') return;
  throw new ClientError('FORBIDDEN_ROLE', `The role ${actor.role} may not read ${what}. Roles that may: system.`);
}

/** A level's news of hand-ups from a cursor on (from the oldest that is kept where there is none), then each new one. */
export async function followHandUps(
  log: EventLog,
  { level, actor, signal: over, database }: HandUpFeedReader,
  after: string | null | undefined,
): Promise<AsyncGenerator<HandUpEventType, void, undefined>> {
  const scope = handUpScope(level);
  requireService(actor, scope);
  const asked = after ? await log.decodeCursor(scope, after) : (await log.start()) - 1;
  const position = await beforeNextNews(database.fork(), asked);

  const passAt = (sequence: number): HandUpEventType => ({
    ...{ sequence, cursor: log.encodeCursor(scope, sequence), act: passAct, handUpId: null },
    ...{ occurredAt: new Date().toISOString(), payload: {} },
  });

  async function* events(signal: AbortSignal): AsyncGenerator<HandUpEventType, void, undefined> {
    let told = position;
    if (position > asked) yield passAt(position);
    for await (const rows of log.follow(position, signal)) {
      for (const row of rows) {
        const isNews = row.aggregateType === handUpAggregate;
        const isPlace = row === rows.at(-1) && row.sequence - told >= passEvery;
        if (!isNews && !isPlace) continue;
        told = row.sequence;
        yield isNews ? toHandUpEvent(row, log.encodeCursor(scope, row.sequence)) : passAt(row.sequence);
      }
    }
  }
  return closable(events, over);
}

/** A log has few events of hand-ups among many: what lies before the next one is passed over, not read. */
async function beforeNextNews(em: EntityManager, after: number): Promise<number> {
  // Read first: what is appended meanwhile lies behind it.
  const { sequence: newest } = await readHead(em);
  const [row] = await em.execute<{ next: number | null }[]>(
    'select min(sequence) as next from event where aggregate_type = ? and sequence > ?',
    [handUpAggregate, after],
  );
  return row?.next ? Number(row.next) - 1 : Math.max(after, newest);
}

function toHandUpEvent(row: EventRow, cursor: string): HandUpEventType {
  const { sequence, occurredAt } = row;
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  return { sequence, cursor, act: row.act, handUpId: row.aggregateId, occurredAt, payload };
}
