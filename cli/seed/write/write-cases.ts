import type { EntityManager } from '../../../shared/database/open-database.ts';
import { appendEvents } from '../../../shared/events/append-event.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  NumberSeriesEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
} from '../../../shared/suggestion/suggestion.entity.ts';
import type { PlayedCases } from '../play/play-scripts.ts';
import { insertRows } from './insert-rows.ts';

/** Events whose texts are held in memory at a time. */
const eventChunk = 2_000;

/** Writes a level's suggestions, then the log that tells of them, in the transaction of `em`. */
export async function writeCases(
  em: EntityManager,
  { cases, events, lastNumbers }: PlayedCases,
  onEvents: (count: number) => void,
): Promise<void> {
  await insertRows(
    em,
    SuggestionEntity,
    cases.map(({ suggestion }) => suggestion),
  );
  await insertRows(
    em,
    ProposerEntity,
    cases.flatMap(({ proposers }) => proposers),
  );
  await insertRows(
    em,
    AssignmentEntity,
    cases.flatMap(({ assignments }) => assignments),
  );
  await insertRows(
    em,
    ReplyEntity,
    cases.flatMap(({ replies }) => replies),
  );
  await insertRows(
    em,
    EvaluationEntity,
    cases.flatMap(({ evaluations }) => evaluations),
  );
  const series = [...lastNumbers].map(([name, last]) => ({ name, last }));
  await insertRows(em, NumberSeriesEntity, series);
  for (let start = 0; start < events.length; start += eventChunk) {
    const chunk = events.slice(start, start + eventChunk);
    await appendEvents(em, chunk);
    onEvents(chunk.length);
  }
}
