import type { EntityManager } from '../../../shared/database/open-database.ts';
import { ClockNoticeEntity } from '../../../shared/suggestion/clock/clock-notice.entity.ts';
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

/** Writes a level's suggestions with all that belongs to them. */
export async function writeCases(em: EntityManager, { cases, notices, lastNumbers }: PlayedCases): Promise<void> {
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
  await insertRows(em, ClockNoticeEntity, notices);
  const series = [...lastNumbers].map(([name, last]) => ({ name, last }));
  await insertRows(em, NumberSeriesEntity, series);
}
