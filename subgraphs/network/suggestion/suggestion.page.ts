import { allOf, noCondition, type SqlCondition } from '../../../shared/paging/child-pages.ts';
import { toConnection, type Connection } from '../../../shared/paging/connection.ts';
import type { CursorValue } from '../../../shared/paging/cursor.ts';
import { pageSize, type PageArguments } from '../../../shared/paging/page-request.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { visibleRows } from '../../../shared/suggestion/visibility.ts';
import { filteredRows, type SuggestionFilterValues } from './suggestion-filter.ts';
import { orderSpecs, type OrderSpec, type SuggestionOrder } from './suggestion-order.ts';
import type { SuggestionReference } from './suggestion-reference.ts';

export interface SuggestionListRequest {
  readonly filter: SuggestionFilterValues;
  readonly order: SuggestionOrder;
  readonly page: PageArguments;
}

interface ListedSuggestion extends SuggestionReference {
  /** The value that it is ordered by. */
  readonly rank: string | null;
}

interface Place {
  readonly rank: string | null;
  readonly id: string;
}

const defaultPage = 50;

/** A page of the suggestions of all levels that the actor may see. Throws PAGE_SIZE_INVALID and CURSOR_INVALID. */
export async function suggestionPage(
  requestScope: RequestScope,
  { filter, order, page }: SuggestionListRequest,
): Promise<Connection<SuggestionReference>> {
  const { em, cursors } = requestScope;
  const scope = `Query.suggestions|${order}`;
  const size = pageSize(page.first, defaultPage);
  const after = page.after ? toPlace(cursors.decode(scope, page.after)) : undefined;
  const where = allOf(
    filteredRows(filter, requestScope.clock()),
    visibleRows(requestScope.actor, { proposers: 'suggestion_signer' }),
  );
  return toConnection<ListedSuggestion>({
    rows: await listRows(em, { where, spec: orderSpecs[order], after }, size + 1),
    size,
    isContinued: after !== undefined,
    scope,
    cursors,
    keyOf: ({ rank, id }) => [rank, id],
    totalCount: async () => {
      const [row] = await em.execute<{ total: number }[]>(
        `select count(*) as total from suggestion_view${whereClause(where)}`,
        [...where.parameters],
      );
      return Number(row?.total ?? 0);
    },
  });
}

interface ListQuery {
  readonly where: SqlCondition;
  readonly spec: OrderSpec;
  readonly after: Place | undefined;
}

/**
 * Rows that have the value first, then those that have none: two reads of an index, each in its order, where one sort
 * that puts nulls last could use none.
 */
async function listRows(em: RequestScope['em'], query: ListQuery, limit: number): Promise<ListedSuggestion[]> {
  const { spec, after } = query;
  const isAmongNulls = after?.rank === null;
  const rows = isAmongNulls ? [] : await readRows(em, query, limit);
  if (!spec.isNullable || rows.length === limit) return rows;
  const rest = { ...query, after: isAmongNulls ? after : undefined };
  return [...rows, ...(await readNullRows(em, rest, limit - rows.length))];
}

function readRows(em: RequestScope['em'], query: ListQuery, limit: number): Promise<ListedSuggestion[]> {
  const { where, spec, after } = query;
  const { column, direction, isNullable } = spec;
  const condition = allOf(
    where,
    isNullable ? { sql: `${column} is not null`, parameters: [] } : noCondition,
    after ? isAfter(spec, after) : noCondition,
  );
  const order = column === 'id' ? `id ${direction}` : `${column} ${direction}, id ${direction}`;
  return select(em, `${column} as sort_value`, { condition, order, limit });
}

function readNullRows(em: RequestScope['em'], query: ListQuery, limit: number): Promise<ListedSuggestion[]> {
  const { where, spec, after } = query;
  const condition = allOf(
    where,
    { sql: `${spec.column} is null`, parameters: [] },
    after ? { sql: `id ${beyond(spec)} ?`, parameters: [after.id] } : noCondition,
  );
  return select(em, 'null as sort_value', { condition, order: `id ${spec.direction}`, limit });
}

/** The first half bounds the index, the second one breaks ties: an `or` alone would bound nothing. */
function isAfter(spec: OrderSpec, { rank, id }: Place): SqlCondition {
  const sign = beyond(spec);
  if (spec.column === 'id') return { sql: `id ${sign} ?`, parameters: [id] };
  return {
    sql: `${spec.column} ${sign}= ? and (${spec.column} ${sign} ? or id ${sign} ?)`,
    parameters: [rank, rank, id],
  };
}

function beyond({ direction }: OrderSpec): '>' | '<' {
  return direction === 'asc' ? '>' : '<';
}

async function select(
  em: RequestScope['em'],
  value: string,
  query: { condition: SqlCondition; order: string; limit: number },
): Promise<ListedSuggestion[]> {
  const rows = await em.execute<{ id: string; level: ListedSuggestion['level']; sort_value: string | null }[]>(
    `select id, level, ${value} from suggestion_view${whereClause(query.condition)}
     order by ${query.order} limit ${query.limit}`,
    [...query.condition.parameters],
  );
  return rows.map(({ id, level, sort_value }) => ({ id, level, rank: sort_value }));
}

function whereClause({ sql }: SqlCondition): string {
  return sql === '' ? '' : ` where ${sql}`;
}

function toPlace([rank, id]: readonly CursorValue[]): Place {
  return { rank: rank === null || rank === undefined ? null : String(rank), id: String(id) };
}
