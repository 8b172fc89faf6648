import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { FeedCursorEntity } from '../feed/feed-cursor.entity.ts';
import { FeedInterruptedError } from '../../../shared/feed/feed-error.ts';
import { ReachedStatusEntity } from '../statistics/reached-status.entity.ts';
import { isTold, type FeedEvent, type ToldEvent } from '../feed/feed-event.ts';
import { StatusChangeEntity, type StatusChangeRow } from '../status-change/status-change.entity.ts';
import { withheldAct, withheldPlace } from '../../../shared/suggestion/withheld-event.ts';
import {
  SuggestionOrganEntity,
  SuggestionSignerEntity,
  SuggestionViewEntity,
} from '../suggestion/suggestion-view.entity.ts';
import { feedKey, readFeedPosition, readFeedSequences, type FeedSequences } from './feed-sequences.ts';
import { placesOf, type FeedName, type LevelPlace } from './level-place.ts';
import { lockHead, writeHead, type NetworkHead } from './network-head.ts';
import { OpinionSuggestionEntity } from '../opinion/opinion-suggestion.entity.ts';
import { projectOpinions } from './project-opinions.ts';
import { projectSigners, projectViews } from './project-views.ts';
import { stationOf } from './view-row.ts';

/**
 * Applies events of one feed, in the feed's order, in one transaction: views, signers, the unified log and the feed's
 * cursor change together or not at all, so that every event counts exactly once, whoever else applies the same feed.
 * Gives how far the feed has been applied then.
 *
 * Throws FeedInterruptedError where events are missing between what is stored and what came.
 */
export function applyEvents(database: Database, feed: FeedName, events: readonly FeedEvent[]): Promise<number> {
  const { level } = feed;
  return inTransaction(database, async (em) => {
    const head = await lockHead(em);
    const sequences = await readFeedSequences(em);
    const { sequence: applied } = await readFeedPosition(em, feedKey(feed));
    const fresh = events.filter((event) => event.sequence > applied);
    assertDense(feedKey(feed), applied, fresh);
    const last = fresh.at(-1);
    if (!last) return applied;
    const forgotten = new Set(fresh.flatMap((event) => (isTold(event) ? [] : (event.payload.forgets ?? []))));
    const told = fresh.filter(isTold).filter(({ suggestionId }) => !forgotten.has(suggestionId));
    const signers = await projectSigners(em, told);
    await projectViews(em, level, told);
    await projectOpinions(em, told);
    await forgetCases(em, [...forgotten]);
    const places = await placesOf(em, feed, { events: fresh, counted: sequences[level] });
    const changes = toChanges(fresh, { level, head, sequences, signers, forgotten, places });
    await em.insertMany(StatusChangeEntity, changes);
    await storeCursor(em, feedKey(feed), last);
    if (feed.partition !== undefined) {
      await storeCursor(em, level, { cursor: '', sequence: sequences[level] + fresh.length });
    }
    await writeHead(em, { ...head, position: head.position + changes.length });
    return last.sequence;
  });
}

function assertDense(key: string, stored: number, events: readonly FeedEvent[]): void {
  events.forEach(({ sequence }, index) => {
    const expected = stored + index + 1;
    if (sequence === expected) return;
    throw new FeedInterruptedError(`the ${key} feed gave event ${sequence} where ${expected} was due`);
  });
}

interface ChangePlace {
  readonly level: CaseLevel;
  readonly head: NetworkHead;
  readonly sequences: FeedSequences;
  /** Who signs at each event, by its sequence. */
  readonly signers: ReadonlyMap<number, readonly string[]>;
  readonly forgotten: ReadonlySet<string>;
  /** Of each event in the log of its level. */
  readonly places: readonly LevelPlace[];
}

function toChanges(events: readonly FeedEvent[], place: ChangePlace): StatusChangeRow[] {
  const { level, head } = place;
  return events.map((event, index) => {
    const { sequence = event.sequence, hash = event.hash } = place.places[index] ?? {};
    const sequences = { ...place.sequences, [level]: sequence };
    const isWithheld = !isTold(event) || place.forgotten.has(event.suggestionId);
    return {
      position: head.position + index + 1,
      level,
      sequence,
      hash,
      occurredAt: event.occurredAt,
      citySequence: sequences.CITY,
      districtSequence: sequences.DISTRICT,
      townshipSequence: sequences.TOWNSHIP,
      ...(isWithheld ? withheldChange : toldChange(event, place)),
    };
  });
}

function toldChange(event: ToldEvent, { level, signers }: ChangePlace) {
  return {
    suggestionId: event.suggestionId,
    divisionCode: event.divisionCode,
    stationId: stationOf(level, event),
    deputyIds: (signers.get(event.sequence) ?? []).join(','),
    act: event.act,
    fromStatus: event.from,
    toStatus: event.to,
    actorRole: event.actorRole,
    organ: event.organ,
  };
}

/** Keeps the place of an event of a secret case in the unified log; no reader gets it. */
const withheldChange = {
  ...withheldPlace,
  stationId: null,
  deputyIds: '',
  act: withheldAct,
  fromStatus: null,
  toStatus: 'DRAFT',
  actorRole: 'system',
  organ: null,
} as const;

/** What was known of cases before they became secret goes; a rebuild never learns of it. */
async function forgetCases(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const suggestionId = { $in: [...ids] };
  await em.nativeDelete(SuggestionViewEntity, { id: suggestionId });
  await em.nativeDelete(SuggestionSignerEntity, { suggestionId });
  await em.nativeDelete(SuggestionOrganEntity, { suggestionId });
  await em.nativeDelete(OpinionSuggestionEntity, { suggestionId });
  await em.nativeDelete(ReachedStatusEntity, { suggestionId });
  await em.nativeUpdate(StatusChangeEntity, { suggestionId }, withheldChange);
}

async function storeCursor(
  em: EntityManager,
  level: string,
  { cursor, sequence }: Pick<FeedEvent, 'cursor' | 'sequence'>,
): Promise<void> {
  const stored = { lastCursor: cursor, sequence };
  const changed = await em.nativeUpdate(FeedCursorEntity, { level }, stored);
  if (changed === 0) await em.insert(FeedCursorEntity, { level, ...stored });
}
