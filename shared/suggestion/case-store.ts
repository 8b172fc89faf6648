import { LockMode, Utils, type EntitySchema, type RequiredEntityData } from '@mikro-orm/core';
import { isSqlite } from '../database/dialect.ts';
import type { EntityManager } from '../database/open-database.ts';
import type { SuggestionCase } from './suggestion-case.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
} from './suggestion.entity.ts';

/** Loads a case with its row locked until the transaction ends; undefined where there is none. */
export async function lockCase(em: EntityManager, id: string): Promise<SuggestionCase | undefined> {
  // SQLite has no row locks: the first write takes the database's, so that nobody else's write can come between.
  await em.execute('update suggestion set version = version where id = ?', [id]);
  const suggestion = await em.findOne(SuggestionEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!suggestion) return undefined;
  const own = { suggestionId: id };
  return {
    suggestion,
    proposers: await em.find(ProposerEntity, own, { orderBy: { position: 'asc' } }),
    assignments: await em.find(AssignmentEntity, own, { orderBy: { position: 'asc' } }),
    replies: await em.find(ReplyEntity, own),
    evaluations: await em.find(EvaluationEntity, own),
  };
}

/** Writes what an act changed: rows that came from the database are flushed, new ones are inserted. */
export async function saveCase(em: EntityManager, item: SuggestionCase): Promise<void> {
  persistNew(em, SuggestionEntity, [item.suggestion]);
  persistNew(em, ProposerEntity, item.proposers);
  persistNew(em, AssignmentEntity, item.assignments);
  persistNew(em, ReplyEntity, item.replies);
  persistNew(em, EvaluationEntity, item.evaluations);
  await em.flush();
}

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
