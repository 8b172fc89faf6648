import type { Database } from '../../shared/database/open-database.ts';
import { isNotice } from '../../shared/suggestion/clock/clock-notice.ts';
import { expect } from '@jest/globals';

/** Copies a case under new ids, `count` times, with its signers and organs: many cases that are due at once. */
export async function copyCase(database: Database, id: string, count: number): Promise<void> {
  const em = database.fork();
  const copies = {
    suggestion: 'id',
    suggestion_proposer: 'suggestion_id',
    suggestion_assignment: 'suggestion_id',
    suggestion_evaluation: 'suggestion_id',
  };
  for (const [table, key] of Object.entries(copies)) {
    const rows = await em.execute<Record<string, unknown>[]>(`select * from ${table} where ${key} = ?`, [id]);
    if (rows.length === 0) continue;
    const columns = Object.keys(rows[0] ?? {});
    const values = Array.from({ length: count }, (_, index) => index + 1).flatMap((number) =>
      rows.map((row) =>
        columns.map((column) =>
          column === key ? `${id.slice(0, -6)}${id.slice(-1)}${String(number).padStart(5, '0')}` : row[column],
        ),
      ),
    );
    const marks = `(${columns.map(() => '?').join(', ')})`;
    await em.execute(
      `insert into ${table} (${columns.join(', ')}) values ${values.map(() => marks).join(', ')}`,
      values.flat(),
    );
  }
}

/** How often each notice stands in the log, by case and act. */
export async function noticesInLog(database: Database): Promise<Map<string, number>> {
  const rows = await database
    .fork()
    .execute<{ aggregate_id: string; act: string; times: number }[]>(
      'select aggregate_id, act, count(*) as times from event group by aggregate_id, act',
    );
  return new Map(rows.filter(isNotice).map(({ aggregate_id: id, act, times }) => [`${id} ${act}`, Number(times)]));
}

/** Each of `total` notices is there, and once. */
export async function expectEachOnce(database: Database, total: number): Promise<void> {
  const notices = await noticesInLog(database);
  expect([...notices].filter(([, times]) => times !== 1)).toEqual([]);
  expect(notices.size).toBe(total);
}
