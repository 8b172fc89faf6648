import type { EntitySchema } from '@mikro-orm/core';
import { AssignmentConferenceEntity } from '../../../shared/suggestion/case-record.entity.ts';
import { recordTables } from '../../../shared/suggestion/case-store.ts';
import type { CaseRecord } from '../../../shared/suggestion/suggestion-case.ts';
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
import { indexWords } from '../../../shared/suggestion/similar/word-index.ts';
import { OpinionLinkEntity } from '../../../shared/suggestion/opinion/opinion-link.entity.ts';
import type { PlayedCases } from '../play/play-scripts.ts';
import { insertRows } from './insert-rows.ts';

/** Writes a level's suggestions with all that belongs to them. */
export async function writeCases(
  em: EntityManager,
  { cases, conferences, notices, links, lastNumbers }: PlayedCases,
): Promise<void> {
  await insertRows(
    em,
    SuggestionEntity,
    cases.map(({ suggestion }) => suggestion),
  );
  await indexWords(
    em,
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
  await insertRows(em, AssignmentConferenceEntity, conferences);
  await insertRows(em, ClockNoticeEntity, notices);
  await insertRows(em, OpinionLinkEntity, links);
  for (const record of Object.keys(recordTables) as CaseRecord[]) {
    await insertRows(
      em,
      recordTables[record] as EntitySchema<object>,
      cases.flatMap((item): readonly object[] => item[record]),
    );
  }
  const series = [...lastNumbers].map(([name, last]) => ({ name, last }));
  await insertRows(em, NumberSeriesEntity, series);
}
