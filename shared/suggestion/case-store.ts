import { LockMode, Utils, type EntitySchema, type RequiredEntityData } from '@mikro-orm/core';
import { isSqlite } from '../database/dialect.ts';
import type { EntityManager } from '../database/open-database.ts';
import {
  CaseMeetingEntity,
  CaseStepEntity,
  ReplyDraftEntity,
  ReturnRequestEntity,
  ThirdPartyEvaluationEntity,
} from './case-record.entity.ts';
import { indexWords } from './similar/word-index.ts';
import { HandUpEntity } from './hand-up/hand-up.entity.ts';
import type { CaseRecord, CaseRecords, SuggestionCase } from './suggestion-case.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
  type SuggestionRow,
} from './suggestion.entity.ts';

/** Loads a case with its row locked until the transaction ends; undefined where there is none. */
export async function lockCase(
  em: EntityManager,
  id: string,
  records: readonly CaseRecord[] = [],
): Promise<SuggestionCase | undefined> {
  // SQLite has no row locks: the first write takes the database's, so that nobody else's write can come between.
  await em.execute('update suggestion set version = version where id = ?', [id]);
  const suggestion = await em.findOne(SuggestionEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!suggestion) return undefined;
  const own = { suggestionId: id };
  const isAsked = (record: CaseRecord): boolean => records.includes(record);
  const inOrder = { orderBy: { position: 'asc' } } as const;
  return {
    suggestion,
    proposers: await em.find(ProposerEntity, own, inOrder),
    assignments: await em.find(AssignmentEntity, own, inOrder),
    replies: await em.find(ReplyEntity, own),
    evaluations: await em.find(EvaluationEntity, own),
    returns: isAsked('returns') ? await em.find(ReturnRequestEntity, own, inOrder) : [],
    drafts: isAsked('drafts') ? await em.find(ReplyDraftEntity, own) : [],
    meetings: isAsked('meetings') ? await em.find(CaseMeetingEntity, own, inOrder) : [],
    thirdParties: isAsked('thirdParties') ? await em.find(ThirdPartyEvaluationEntity, own, inOrder) : [],
    handUps: isAsked('handUps') ? await em.find(HandUpEntity, own, { orderBy: { id: 'asc' } }) : [],
    steps: [],
    removed: [],
  };
}

/** Writes what an act changed: rows that came from the database are flushed or deleted, new ones are inserted. */
export async function saveCase(em: EntityManager, item: SuggestionCase): Promise<void> {
  const isTextNew = hasNewText(em, item.suggestion);
  for (const row of item.removed) if (Utils.isEntity(row)) em.remove(row);
  persistNew(em, SuggestionEntity, [item.suggestion]);
  persistNew(em, ProposerEntity, item.proposers);
  persistNew(em, AssignmentEntity, item.assignments);
  persistNew(em, ReplyEntity, item.replies);
  persistNew(em, EvaluationEntity, item.evaluations);
  for (const record of Object.keys(recordTables) as CaseRecord[]) {
    persistNew(em, recordTables[record] as EntitySchema<object>, item[record]);
  }
  await em.flush();
  if (isTextNew) await indexWords(em, [item.suggestion]);
}

function hasNewText(em: EntityManager, suggestion: SuggestionRow): boolean {
  const stored = Utils.isEntity(suggestion) ? em.getUnitOfWork().getOriginalEntityData(suggestion) : undefined;
  return stored?.title !== suggestion.title || stored.content !== suggestion.content;
}

/** The tables of what only some acts read. */
export const recordTables = {
  returns: ReturnRequestEntity,
  drafts: ReplyDraftEntity,
  meetings: CaseMeetingEntity,
  thirdParties: ThirdPartyEvaluationEntity,
  handUps: HandUpEntity,
  steps: CaseStepEntity,
} as const satisfies Record<keyof CaseRecords, unknown>;

function persistNew<Row extends object>(em: EntityManager, entity: EntitySchema<Row>, rows: readonly Row[]): void {
  for (const row of rows) {
    if (!Utils.isEntity(row)) em.persist(em.create(entity, row as RequiredEntityData<Row>));
  }
}

/** The next number of a series, from 1; its row stays locked until the transaction ends. */
export async function nextNumber(em: EntityManager, series: string): Promise<number> {
  const step = isSqlite(em)
    ? 'on conflict (name) do update set last = last + 1'
    : 'on duplicate key update last = last + 1';
  await em.execute(`insert into number_series (name, last) values (?, 1) ${step}`, [series]);
  const [row] = await em.execute<{ last: number }[]>('select last from number_series where name = ?', [series]);
  if (!row) throw new Error(`The number series ${series} has no row.`);
  return Number(row.last);
}
