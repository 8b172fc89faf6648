import type { Database } from '../../shared/database/open-database.ts';
import type { SqlCondition } from '../../shared/paging/child-pages.ts';

/** Milliseconds of one query. */
export interface Timing {
  readonly median: number;
  readonly p99: number;
}

const warmUps = 2;

/** At most this many milliseconds of runs; what is slow is run less often. */
const timeLimit = 20_000;

export async function timed(runs: number, query: (run: number) => Promise<unknown>): Promise<Timing> {
  for (let run = 0; run < warmUps; run += 1) await query(run);
  const times: number[] = [];
  const end = performance.now() + timeLimit;
  for (let run = 0; run < runs && (performance.now() < end || times.length < 3); run += 1) {
    const start = performance.now();
    await query(run);
    times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  const at = (share: number): number => times[Math.ceil(share * times.length) - 1] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}

/** How the database reaches the rows of a statement: each table with the index that it enters, in the database's words. */
export async function planOf(database: Database, { sql, parameters }: SqlCondition): Promise<string> {
  const em = database.fork();
  if (database.dialect === 'sqlite') {
    const rows = await em.execute<{ detail: string }[]>(`explain query plan ${sql}`, [...parameters]);
    const steps = rows.flatMap(({ detail }) => /^(?:SEARCH|SCAN) (\w+) (?:USING|VIRTUAL).*/.exec(detail)?.[0] ?? []);
    return summary(steps.map((step) => step.replace(/ \(.*| LEFT-JOIN$/, '').replace('USING ', '')));
  }
  const rows = await em.execute<{ table: string | null; type: string | null; key: string | null }[]>(`explain ${sql}`, [
    ...parameters,
  ]);
  return summary(
    rows.flatMap(({ table, type, key }) =>
      table === null || type === null || table.startsWith('<') ? [] : [`${table} ${type} ${key}`],
    ),
  );
}

function summary(steps: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].map(([step, times]) => (times === 1 ? step : `${times} × ${step}`)).join('; ');
}

export function printTable(
  title: string,
  rows: readonly (readonly [what: string, timing: Timing, plan: string])[],
): void {
  console.log(`\n### ${title}\n`);
  console.log('|  | median, ms | p99, ms | read by |');
  console.log('| --- | --: | --: | --- |');
  for (const [what, { median, p99 }, plan] of rows) {
    console.log(`| ${what} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${plan} |`);
  }
}
