import type { EventLog } from '../events/event-log.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { Database } from '../database/open-database.ts';
import type { MaybeActor } from '../auth/actor.ts';
import { parseDivisionCode, prefixOf } from '../division/division-code.ts';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import { closable } from '../subgraph/closable.ts';
import { toSuggestionEvent, type SuggestionEventType } from './suggestion-event.type.ts';
import { feedScope } from './suggestion.resolver.ts';
import { secretCases, withheldEvent, withoutSecretLinks } from './withheld-event.ts';
import { isVisibleTo } from './visibility.ts';

export interface FeedRequest {
  readonly after?: string | null | undefined;
  /** Only events of this division and those below it. */
  readonly divisionCode?: string | null | undefined;
}

export interface FeedReader {
  readonly level: CaseLevel;
  readonly actor: MaybeActor;
  readonly signal: AbortSignal;
  readonly database: Database;
}

/** A level's events from a cursor on (from the first one where there is none), then each new one as it commits. */
export async function followFeed(
  log: EventLog,
  reader: FeedReader,
  { after, divisionCode }: FeedRequest,
): Promise<AsyncGenerator<SuggestionEventType, void, undefined>> {
  const scope = feedScope(reader.level);
  const position = await log.decodeCursor(scope, after);
  const prefix = divisionCode ? prefixOf(parseDivisionCode(divisionCode)) : '';
  const isWanted = (row: EventRow): boolean =>
    row.divisionCode.startsWith(prefix) && isVisibleTo(reader.actor, row.toState as SuggestionStatus, []);
  const isService = reader.actor?.role === 'system';

  async function* events(signal: AbortSignal): AsyncGenerator<SuggestionEventType, void, undefined> {
    for await (const rows of log.follow(position, signal)) {
      const em = reader.database.fork();
      const secret = await secretCases(em, rows);
      const open = rows.filter((row) => row.aggregateType === 'suggestion' && !secret.has(row.aggregateId));
      const wanted = new Map(open.map((row) => [row.sequence, isWanted(row)]));
      const all = rows.map((row) => toSuggestionEvent(row, reader.level, log.encodeCursor(scope, row.sequence)));
      for (const event of await withoutSecretLinks(em, all)) {
        const isToTell = wanted.get(event.sequence);
        if (isToTell) yield event;
        else if (isToTell === undefined && isService) yield withheldEvent(event);
      }
    }
  }
  return closable(events, reader.signal);
}
