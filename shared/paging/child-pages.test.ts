import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import DataLoader from 'dataloader';
import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { openDatabase, type Database } from '../database/open-database.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { childConnection, type ChildField, type ChildScope } from './child-connection.ts';
import { allOf, countChildren, isIn, loadChildPages, noCondition } from './child-pages.ts';
import type { Connection } from './connection.ts';
import { createCursorCodec } from './cursor.ts';

const LeafEntity = defineEntity({
  name: 'Leaf',
  tableName: 'leaf',
  properties: { id: p.integer().primary().autoincrement(false), branch: p.string().length(20), isGreen: p.boolean() },
});

class M0001Leaves extends Migration {
  override up(): void {
    this.addSql(
      'create table leaf (id integer not null primary key, branch varchar(20) not null, is_green integer not null)',
    );
  }
}

/** Branch 0 has no leaf, branch 1 one, and so on; their leaves are mixed with one another. */
const branches = Array.from({ length: 30 }, (_, index) => `branch-${index}`);
const rows = Array.from({ length: 30 }, (_, round) =>
  branches.flatMap((branch, index) => (round < index ? [branch] : [])),
)
  .flat()
  .map((branch, index) => ({ id: index + 1, branch, isGreen: index % 3 === 0 }));
const leavesOf = (branch: string) => rows.filter((row) => row.branch === branch).map(({ id }) => id);

let database: Database;
let own: TestDatabase;

beforeAll(async () => {
  own = await createTestDatabase('pages');
  database = await openDatabase({
    target: own.target,
    entities: [LeafEntity],
    migrations: { sqlite: { '0001-leaves': M0001Leaves }, mysql: { '0001-leaves': M0001Leaves } },
    startupTimeout: 20_000,
    logger: createLogger('test', 'silent'),
  });
  await database.fork().insertMany(LeafEntity, rows);
});
afterAll(async () => {
  await database.close();
  await own[Symbol.asyncDispose]();
});

const query = { table: 'leaf', parentColumn: 'branch', keyColumn: 'id', where: noCondition };
const idsOf = (page: readonly Record<string, unknown>[] = []) => page.map((row) => Number(row['id']));

describe('pages of many parents', () => {
  test('come in one statement, each in its parent’s place, however many parents there are', async () => {
    for (const parents of [branches.slice(0, 1), branches, ['no such branch', ...branches.toReversed()]]) {
      let pages: Record<string, unknown>[][] = [];
      const statements = await database.sql.record(async () => {
        pages = await loadChildPages(database.fork(), query, { parents, page: { limit: 5, after: undefined } });
      });
      expect(statements).toHaveLength(1);
      expect(pages.map((page) => idsOf(page))).toEqual(parents.map((parent) => leavesOf(parent).slice(0, 5)));
    }
  });

  test('begin after the same key in each parent', async () => {
    const pages = await loadChildPages(database.fork(), query, { parents: branches, page: { limit: 3, after: 200 } });
    expect(pages.map((page) => idsOf(page))).toEqual(
      branches.map((branch) =>
        leavesOf(branch)
          .filter((id) => id > 200)
          .slice(0, 3),
      ),
    );
  });

  test('hold only what meets the condition', async () => {
    const where = allOf(noCondition, { sql: 'is_green = ? or id = ?', parameters: [1, 2] }, isIn('branch', branches));
    const [page = []] = await loadChildPages(
      database.fork(),
      { ...query, where },
      { parents: ['branch-29'], page: { limit: 500, after: undefined } },
    );
    expect(idsOf(page)).toEqual(
      rows.filter((row) => row.branch === 'branch-29' && (row.isGreen || row.id === 2)).map(({ id }) => id),
    );
    const none = await loadChildPages(
      database.fork(),
      { ...query, where: isIn('id', []) },
      { parents: branches, page: { limit: 5, after: undefined } },
    );
    expect(none.flat()).toEqual([]);
  });

  test('take any text for a parent', async () => {
    const parents = ["' or 1=1 --", '', '𠮷', 'branch-1'];
    const pages = await loadChildPages(database.fork(), query, { parents, page: { limit: 5, after: undefined } });
    expect(pages.map((page) => page.length)).toEqual([0, 0, 0, 1]);
  });

  test('are counted in one statement, with none for those without children', async () => {
    let counts: number[] = [];
    const statements = await database.sql.record(async () => {
      counts = await countChildren(database.fork(), query, [...branches, 'no such branch']);
    });
    expect(statements).toHaveLength(1);
    expect(counts).toEqual([...branches.map((branch) => leavesOf(branch).length), 0]);
  });
});

describe('connections of children', () => {
  const field: ChildField<number> = {
    name: 'Branch.leaves',
    table: 'leaf',
    parentColumn: 'branch',
    keyColumn: 'id',
    toNode: (row) => Number(row['id']),
    keyOf: (id) => id,
  };

  function newScope(): ChildScope {
    const loaders = new Map<string, DataLoader<string, unknown>>();
    return {
      em: database.fork(),
      cursors: createCursorCodec('a secret of this test'),
      loader(name, batch) {
        const loader = loaders.get(name) ?? new DataLoader<string, unknown>(batch);
        loaders.set(name, loader);
        return loader as never;
      },
    };
  }

  test('of siblings cost two statements with their counts, whatever their number', async () => {
    for (const parents of [branches.slice(3, 4), branches]) {
      const scope = newScope();
      const statements = await database.sql.record(async () => {
        const connections = await Promise.all(
          parents.map((parent) => childConnection(scope, field, { parent, page: { first: 4 } })),
        );
        const counts = await Promise.all(connections.map(({ totalCount }) => totalCount()));
        expect(connections.map(({ nodes }) => nodes)).toEqual(parents.map((parent) => leavesOf(parent).slice(0, 4)));
        expect(counts).toEqual(parents.map((parent) => leavesOf(parent).length));
      });
      expect(statements).toHaveLength(2);
    }
  });

  test('count only when asked', async () => {
    const statements = await database.sql.record(() =>
      childConnection(newScope(), field, { parent: 'branch-5', page: {} }),
    );
    expect(statements).toHaveLength(1);
  });

  test.each([1, 2, 5, 29, 30, 500])(
    'give every row exactly once in pages of %i, from the first to the last',
    async (first) => {
      const seen: number[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < 50; pages += 1) {
        const { edges, nodes, pageInfo }: Connection<number> = await childConnection(newScope(), field, {
          parent: 'branch-29',
          page: { first, after },
        });
        seen.push(...nodes);
        expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
        expect(pageInfo.hasPreviousPage).toBe(pages > 0);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(seen).toEqual(leavesOf('branch-29'));
    },
  );

  test('go on from the cursor of any edge, also where its row is gone', async () => {
    const { edges } = await childConnection(newScope(), field, { parent: 'branch-20', page: { first: 10 } });
    const [gone] = await database
      .fork()
      .execute<{ id: number }[]>('select id from leaf where id = ?', [edges[4]?.node]);
    await database.fork().execute('delete from leaf where id = ?', [gone?.id]);
    const next = await childConnection(newScope(), field, {
      parent: 'branch-20',
      page: { first: 3, after: edges[4]?.cursor ?? null },
    });
    expect(next.nodes).toEqual(leavesOf('branch-20').slice(5, 8));
    await database.fork().insertMany(
      LeafEntity,
      rows.filter((row) => row.id === edges[4]?.node),
    );
  });
});
