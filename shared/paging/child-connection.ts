import type { CursorCodec } from './cursor.ts';
import type DataLoader from 'dataloader';
import type { EntityManager } from '../database/open-database.ts';
import { countChildren, loadChildPages, noCondition, type SqlCondition, type SqlRow } from './child-pages.ts';
import { toConnection, type Connection } from './connection.ts';
import { pageSize, type PageArguments } from './page-request.ts';

/** A list field of a parent: which rows it holds and how a row becomes a node. */
export interface ChildField<Node> {
  /** Such as `District.townships`: names the field in cursors and errors. */
  readonly name: string;
  readonly table: string;
  readonly parentColumn: string;
  readonly keyColumn: string;
  readonly toNode: (row: SqlRow) => Node;
  readonly keyOf: (node: Node) => string | number;
}

/** What the field needs of a request. */
export interface ChildScope {
  readonly em: EntityManager;
  readonly cursors: CursorCodec;
  loader<Value>(name: string, batch: (keys: readonly string[]) => Promise<readonly Value[]>): DataLoader<string, Value>;
}

/** Page size of a list field whose `first` is left out. */
const defaultPage = 100;

/** The connection of one parent; those of its siblings are loaded in the same statement. */
export async function childConnection<Node>(
  scope: ChildScope,
  field: ChildField<Node>,
  request: { parent: string; page: PageArguments; where?: SqlCondition },
): Promise<Connection<Node>> {
  const size = pageSize(request.page.first, defaultPage);
  const after = request.page.after ? scope.cursors.decode(field.name, request.page.after)[0] : undefined;
  const where = request.where ?? noCondition;
  const query = { table: field.table, parentColumn: field.parentColumn, keyColumn: field.keyColumn, where };
  const selection = JSON.stringify([field.name, where]);
  const page = { limit: size + 1, after: after ?? undefined };
  const pages = scope.loader(`page ${selection} ${JSON.stringify(page)}`, (parents) =>
    loadChildPages(scope.em, query, { parents, page }),
  );
  const counts = scope.loader(`count ${selection}`, (parents) => countChildren(scope.em, query, parents));
  const rows = await pages.load(request.parent);
  return toConnection({
    rows: rows.map(field.toNode),
    size,
    isContinued: after !== undefined,
    scope: field.name,
    cursors: scope.cursors,
    keyOf: (node) => [field.keyOf(node)],
    totalCount: () => counts.load(request.parent),
  });
}
