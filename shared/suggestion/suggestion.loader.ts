import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '../database/open-database.ts';
import type { MaybeActor } from '../auth/actor.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import {
  CaseMeetingEntity,
  CaseStepEntity,
  ReturnRequestEntity,
  ThirdPartyEvaluationEntity,
} from './case-record.entity.ts';
import {
  HandUpEntity,
  ReceivedHandUpEntity,
  type HandUpRow,
  type ReceivedHandUpRow,
} from './hand-up/hand-up.entity.ts';
import { maySeeSecret } from './secrecy.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
  type AssignmentRow,
  type SuggestionRow,
} from './suggestion.entity.ts';
import { isVisibleTo } from './visibility.ts';

const unmanaged = { disableIdentityMap: true } as const;

/** Loads everything that belongs to suggestions, each kind in one statement for all suggestions of a request. */
export function suggestionLoaders(scope: RequestScope) {
  const { em } = scope;
  const rowsOf = <Row extends { suggestionId: string }>(name: string, entity: EntitySchema<Row>, order: keyof Row) =>
    scope.loader<Row[]>(name, (ids) => loadRows(em, { entity, order }, ids));
  return {
    /** Null where there is no such suggestion, or none that the actor may see. */
    suggestion: scope.loader<SuggestionRow | null>('suggestion', (ids) => loadVisible(em, scope.actor, ids)),
    handUp: scope.loader<HandUpRow | null>('handUp', (ids) => loadById(em, HandUpEntity, ids)),
    receivedHandUp: scope.loader<ReceivedHandUpRow | null>('receivedHandUp', (ids) =>
      loadById(em, ReceivedHandUpEntity, ids),
    ),
    proposers: rowsOf('proposers', ProposerEntity, 'position'),
    assignments: rowsOf('assignments', AssignmentEntity, 'position'),
    replies: rowsOf('replies', ReplyEntity, 'repliedAt'),
    evaluations: rowsOf('evaluations', EvaluationEntity, 'evaluatedAt'),
    returns: rowsOf('returns', ReturnRequestEntity, 'position'),
    meetings: rowsOf('meetings', CaseMeetingEntity, 'position'),
    steps: rowsOf('steps', CaseStepEntity, 'version'),
    thirdParties: rowsOf('thirdParties', ThirdPartyEvaluationEntity, 'position'),
  };
}

async function loadById<Row extends { id: string }>(
  em: EntityManager,
  entity: EntitySchema<Row>,
  ids: readonly string[],
): Promise<(Row | null)[]> {
  const rows = (await em.find(entity, { id: { $in: [...ids] } } as never, unmanaged)) as Row[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function loadRows<Row extends { suggestionId: string }>(
  em: EntityManager,
  { entity, order }: { entity: EntitySchema<Row>; order: keyof Row },
  ids: readonly string[],
): Promise<Row[][]> {
  const where = { suggestionId: { $in: [...ids] } };
  const options = { orderBy: { [order]: 'asc' }, ...unmanaged };
  return grouped(ids, (await em.find(entity, where as never, options as never)) as Row[]);
}

async function loadVisible(
  em: EntityManager,
  actor: MaybeActor,
  ids: readonly string[],
): Promise<(SuggestionRow | null)[]> {
  const rows = await em.find(SuggestionEntity, { id: { $in: [...ids] } }, unmanaged);
  const guarded = rows.filter((row) => row.secret || !isVisibleTo(undefined, row.status, []));
  const parties = await loadParties(em, guarded);
  const visible = rows.filter((row) => {
    const { deputyIds, organs } = parties(row.id);
    if (!isVisibleTo(actor, row.status, deputyIds)) return false;
    return !row.secret || maySeeSecret(actor, { divisionCode: row.divisionCode, deputyIds, organs });
  });
  const byId = new Map(visible.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Signers of those that not everybody sees, and the organs of those that are secret. */
async function loadParties(em: EntityManager, rows: readonly SuggestionRow[]) {
  const ids = rows.map(({ id }) => id);
  const secretIds = rows.filter(({ secret }) => secret).map(({ id }) => id);
  const signers = ids.length > 0 ? await em.find(ProposerEntity, { suggestionId: { $in: ids } }, unmanaged) : [];
  const assignments: AssignmentRow[] =
    secretIds.length > 0
      ? await em.find(AssignmentEntity, { suggestionId: { $in: secretIds }, endedAt: null }, unmanaged)
      : [];
  const signersOf = Map.groupBy(signers, ({ suggestionId }) => suggestionId);
  const organsOf = Map.groupBy(assignments, ({ suggestionId }) => suggestionId);
  return (id: string) => ({
    deputyIds: (signersOf.get(id) ?? []).map(({ deputyId }) => deputyId),
    organs: (organsOf.get(id) ?? []).map(({ organ }) => organ),
  });
}

function grouped<Row extends { suggestionId: string }>(ids: readonly string[], rows: Row[]): Row[][] {
  const byId = Map.groupBy(rows, (row) => row.suggestionId);
  return ids.map((id) => byId.get(id) ?? []);
}
