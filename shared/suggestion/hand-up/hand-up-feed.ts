import type { MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
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
  { level, actor, signal: over }: HandUpFeedReader,
  after: string | null | undefined,
): Promise<AsyncGenerator<HandUpEventType, void, undefined>> {
  const scope = handUpScope(level);
  requireService(actor, scope);
  const position = after ? await log.decodeCursor(scope, after) : (await log.start()) - 1;

  async function* events(signal: AbortSignal): AsyncGenerator<HandUpEventType, void, undefined> {
    let told: number | undefined;
    for await (const rows of log.follow(position, signal)) {
      for (const row of rows) {
        const isNews = row.aggregateType === handUpAggregate;
        const isPlace = row === rows.at(-1) && (told === undefined || row.sequence - told >= passEvery);
        if (!isNews && !isPlace) continue;
        told = row.sequence;
        yield toHandUpEvent(row, isNews, log.encodeCursor(scope, row.sequence));
      }
    }
  }
  return closable(events, over);
}

function toHandUpEvent(row: EventRow, isNews: boolean, cursor: string): HandUpEventType {
  const { sequence, occurredAt } = row;
  if (!isNews) return { sequence, cursor, act: passAct, handUpId: null, occurredAt, payload: {} };
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  return { sequence, cursor, act: row.act, handUpId: row.aggregateId, occurredAt, payload };
}
