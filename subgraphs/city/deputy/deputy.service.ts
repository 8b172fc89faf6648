import type { FilterQuery } from '@mikro-orm/core';
import type { CongressLevel } from '../../../shared/lifecycle/congress-level.ts';
import { toConnection, type Connection } from '../../../shared/paging/connection.ts';
import { pageSize, type PageArguments } from '../../../shared/paging/page-request.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { DeputyEntity, DeputyLevelEntity, type DeputyRow } from './deputy.entity.ts';

export interface DeputyFilterValues {
  readonly name?: string | null;
  readonly level?: string | null;
  readonly electoralUnit?: string | null;
}

const field = 'Query.deputies';
const defaultPage = 50;

/** Deputies by id. */
export async function findDeputies(
  scope: RequestScope,
  filter: DeputyFilterValues,
  page: PageArguments,
): Promise<Connection<DeputyRow>> {
  const { em, cursors } = scope;
  const size = pageSize(page.first, defaultPage);
  const after = page.after ? String(cursors.decode(field, page.after)[0]) : undefined;
  const where = toQuery(filter);
  const levels = filter.level
    ? em
        .createQueryBuilder(DeputyLevelEntity, 'sitting')
        .select('deputyId')
        .where({ level: filter.level as CongressLevel })
    : undefined;
  const conditions: FilterQuery<DeputyRow>[] = [
    where,
    ...(levels ? [{ id: { $in: levels.getNativeQuery() } } as never] : []),
  ];
  const rows = await em.find(
    DeputyEntity,
    { $and: [...conditions, ...(after === undefined ? [] : [{ id: { $gt: after } }])] },
    { orderBy: { id: 'asc' }, limit: size + 1, disableIdentityMap: true },
  );
  return toConnection({
    rows,
    size,
    isContinued: after !== undefined,
    scope: field,
    cursors,
    keyOf: (row) => [row.id],
    totalCount: () => em.count(DeputyEntity, { $and: conditions }),
  });
}

function toQuery({ name, electoralUnit }: DeputyFilterValues): FilterQuery<DeputyRow> {
  return {
    ...(name && { name: { $gte: name, $lt: `${name}\u{10ffff}` } }),
    ...(electoralUnit && { electoralUnitCode: electoralUnit }),
  };
}
