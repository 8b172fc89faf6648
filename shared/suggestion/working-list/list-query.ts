import type { Actor } from '../../auth/actor.ts';
import type { CalendarDay } from '../../lifecycle/calendar-day.ts';
import type { SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import { allOf, isIn, noCondition, type SqlCondition } from '../../paging/child-pages.ts';
import { workingLists, type WorkingList, type WorkingListKind, type WorkingListSource } from './working-list.ts';

/** What is left out or null does not filter. */
export interface WorkingListFilterValues {
  readonly organ?: string | null | undefined;
  readonly topic?: string | null | undefined;
  readonly status?: readonly SuggestionStatus[] | null | undefined;
  readonly year?: number | null | undefined;
}

export interface WorkingListRequest {
  readonly kind: WorkingListKind;
  readonly divisionCode: string;
  readonly actor: Pick<Actor, 'role' | 'organ' | 'deputyId'>;
  readonly filter: WorkingListFilterValues;
  readonly today: CalendarDay;
}

/** Where a page ends: the value that its last case is ordered by, and its id. */
export interface ListPlace {
  readonly rank: string;
  readonly id: string;
}

/** One read of an index; the list is all of its branches together. */
interface ListQuery {
  readonly from: string;
  readonly order: WorkingList['order'];
  readonly branches: readonly SqlCondition[];
}

/** Ids and ranks of the page's cases; undefined where the filter leaves no state in which a case could be on the list. */
export function pageStatement(
  request: WorkingListRequest,
  { after, limit }: { readonly after: ListPlace | undefined; readonly limit: number },
): SqlCondition | undefined {
  const { from, order, branches } = queryOf(request);
  if (branches.length === 0) return undefined;
  // Each state's cases are read in the order of the index, no more of them than the page holds, and then merged.
  const parts = branches.map((branch) => {
    const { sql, parameters } = allOf(branch, after ? isAfter(order, after) : noCondition);
    return {
      sql: `select id, place from (select item.id as id, ${order} as place from ${from} where ${sql} order by place, id limit ${limit}) part`,
      parameters,
    };
  });
  return {
    sql: `select id, place from (${parts.map(({ sql }) => sql).join(' union all ')}) listed order by place, id limit ${limit}`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

export function countStatement(request: WorkingListRequest): SqlCondition | undefined {
  const { from, branches } = queryOf(request);
  if (branches.length === 0) return undefined;
  return {
    sql: `select sum(cases) as total from (${branches
      .map(({ sql }) => `select count(*) as cases from ${from} where ${sql}`)
      .join(' union all ')}) counted`,
    parameters: branches.flatMap(({ parameters }) => parameters),
  };
}

function queryOf(request: WorkingListRequest): ListQuery {
  const list = workingLists[request.kind];
  const { filter } = request;
  const statuses = list.statuses.filter((status) => filter.status?.includes(status) ?? true);
  const { from, order } = { from: sources[list.source], order: list.order };
  if (statuses.length === 0) return { from, order, branches: [] };
  const rest = allOf(ownOf(list.source, request), list.on(request.today), filtered(filter));
  const inDivision: SqlCondition = { sql: 'item.division_code = ?', parameters: [request.divisionCode] };
  const branches =
    list.source === 'cases'
      ? statuses.map((status) => allOf(inDivision, { sql: 'item.status = ?', parameters: [status] }, rest))
      : [allOf(inDivision, isIn('item.status', statuses), rest)];
  return { from, order, branches };
}

const ofOrgan = 'suggestion_assignment asked join suggestion item on item.id = asked.suggestion_id';
const sources: Readonly<Record<WorkingListSource, string>> = {
  cases: 'suggestion item',
  supervised: 'suggestion item',
  receipts: ofOrgan,
  opinions: ofOrgan,
  signatures: 'suggestion_proposer signed join suggestion item on item.id = signed.suggestion_id',
};

/** The actor's own part of a source. */
function ownOf(source: WorkingListSource, { actor }: WorkingListRequest): SqlCondition {
  const asked = 'asked.organ = ? and asked.ended_at is null';
  switch (source) {
    case 'receipts':
      return { sql: `${asked} and asked.received_at is null`, parameters: [actor.organ ?? ''] };
    case 'opinions':
      return {
        sql: `${asked} and asked.opinion_given_at is null and asked.opinion_due_on is not null`,
        parameters: [actor.organ ?? ''],
      };
    case 'signatures':
      return {
        // Who signed the case below evaluates that one.
        sql: `signed.deputy_id = ? and signed.is_below = 0 and not exists (select 1 from suggestion_evaluation given
          where given.suggestion_id = item.id and given.round = item.round and given.deputy_id = signed.deputy_id)`,
        parameters: [actor.deputyId ?? ''],
      };
    case 'supervised':
      return { sql: 'item.key_supervision = 1', parameters: [] };
    case 'cases':
      return actor.role === 'handling-organ' ? isInHandOf(actor.organ ?? '') : noCondition;
  }
}

function isInHandOf(organ: string): SqlCondition {
  return {
    sql: `exists (select 1 from suggestion_assignment held
      where held.suggestion_id = item.id and held.organ = ? and held.ended_at is null)`,
    parameters: [organ],
  };
}

function filtered({ organ, topic, year }: WorkingListFilterValues): SqlCondition {
  return allOf(
    organ === null || organ === undefined ? noCondition : isInHandOf(organ),
    topic === null || topic === undefined ? noCondition : { sql: 'item.topic = ?', parameters: [topic] },
    year === null || year === undefined ? noCondition : isSubmittedIn(year),
  );
}

/** The year on Beijing's calendar, which is eight hours ahead of the times in the table. */
function isSubmittedIn(year: number): SqlCondition {
  const endOf = (before: number): string => `${String(before).padStart(4, '0')}-12-31T16:00:00.000Z`;
  return {
    sql: 'item.submitted_at >= ? and item.submitted_at < ?',
    parameters: [endOf(year - 1), endOf(year)],
  };
}

/** The first half bounds the index, the second one breaks ties. */
function isAfter(order: WorkingList['order'], { rank, id }: ListPlace): SqlCondition {
  return { sql: `${order} >= ? and (${order} > ? or item.id > ?)`, parameters: [rank, rank, id] };
}
