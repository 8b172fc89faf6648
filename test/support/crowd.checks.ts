import { expect } from '@jest/globals';
import type { LevelDatabases } from '../../cli/level/level-databases.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { EventEntity, type EventRow } from '../../shared/events/event.entity.ts';
import { verifyLog } from '../../shared/events/verify-log.ts';
import { beginnings, consequences } from '../../shared/lifecycle/transition.ts';
import { isNotice } from '../../shared/suggestion/clock/clock-notice.ts';
import { faultOfSteps } from '../../shared/suggestion/hold-steps.ts';
import { SuggestionEntity } from '../../shared/suggestion/suggestion.entity.ts';
import { readFeedSequences } from '../../subgraphs/network/projection/feed-sequences.ts';
import type { CrowdReport, SentAct } from './crowd.ts';
import { profiles, type LevelName } from './level-harness.ts';
import { levelNames } from './whole-graph.ts';

/** Acts of nobody in the crowd. */
const ownAccord: readonly string[] = [...consequences, ...beginnings, 'recordSilence', 'unmerge'].filter(
  (act) => act !== 'draft',
);

const keyOf = ({ id, act, version }: Pick<SentAct, 'id' | 'act' | 'version'>): string => `${id} ${act} ${version}`;

/**
 * Holds a level to what the crowd did: the log is dense and its chain whole, each case's versions grow by one with its
 * events, what was done is there once, and what is there was done, or may have been.
 */
export async function expectSoundLevel(name: LevelName, database: Database, report: CrowdReport): Promise<void> {
  const em = database.fork();
  expect({ name, fault: (await verifyLog(em, faultOfSteps)).fault }).toEqual({ name, fault: undefined });
  const rows = await em.find(EventEntity, {}, { orderBy: { sequence: 'asc' }, disableIdentityMap: true });
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  const events = rows.filter((row) => row.aggregateType === 'suggestion' && !isNotice(row));
  const faults: string[] = [];
  const lives = Map.groupBy(events, ({ aggregateId }) => aggregateId);
  for (const [id, life] of lives) faults.push(...faultsOfLife(id, life));
  const cases = await em.find(SuggestionEntity, {}, { disableIdentityMap: true });
  for (const { id, version, status } of cases) {
    const last = lives.get(id)?.at(-1);
    if (!last || versionOf(last) !== version || last.toState !== status)
      faults.push(`${id} is ${status} in version ${version}; its log ends otherwise`);
  }
  expect(lives.size).toBe(cases.length);

  const own = (acts: readonly SentAct[]): string[] => acts.filter(({ level }) => level === name).map(keyOf);
  const inLog = new Set(
    events.map((event) => keyOf({ id: event.aggregateId, act: event.act, version: versionOf(event) })),
  );
  const done = own(report.done);
  const known = new Set(done);
  faults.push(...done.filter((key) => !inLog.has(key)).map((key) => `lost: ${key}`));
  const possible = new Set(own(report.unknown));
  const isDraft = (key: string): boolean => key.endsWith(' draft 1');
  const unasked = [...inLog].filter((key) => !known.has(key) && !ownAccord.includes(key.split(' ')[1] ?? ''));
  const drafts = unasked.filter(isDraft);
  faults.push(...unasked.filter((key) => !possible.has(key) && !isDraft(key)).map((key) => `nobody did ${key}`));
  if (drafts.length > own(report.unknown).filter(isDraft).length)
    faults.push(`more drafts than were sent: ${drafts.join()}`);
  if (known.size !== done.length) faults.push('two clients were told that they did the same act');
  expect({ name, faults: faults.slice(0, 10) }).toEqual({ name, faults: [] });
}

function versionOf({ payload }: EventRow): number {
  return (JSON.parse(payload) as { facts?: { version: number } }).facts?.version ?? 1;
}

function faultsOfLife(id: string, life: readonly EventRow[]): string[] {
  return life.flatMap((event, index) => {
    const faults: string[] = [];
    if (versionOf(event) !== index + 1) faults.push(`event ${index + 1} of ${id} makes version ${versionOf(event)}`);
    if (index > 0 && event.fromState !== life[index - 1]?.toState)
      faults.push(`${id}: ${event.act} comes from ${event.fromState}, not ${life[index - 1]?.toState}`);
    return faults;
  });
}

/** Columns that tell how the levels' events were woven together, which a rebuild may do otherwise. */
const woven = ['position', 'city_sequence', 'district_sequence', 'township_sequence'];
const ownTables = ['network_head', 'migration'];

/** All that a read model holds, but for the order in which the levels' events were woven together. */
export async function readModelOf(database: Database): Promise<Record<string, readonly string[]>> {
  const em = database.fork();
  const content: Record<string, readonly string[]> = {};
  for (const { tableName } of database.orm.getMetadata().getAll().values()) {
    if (!tableName || ownTables.includes(tableName)) continue;
    const rows = await em.execute<Record<string, unknown>[]>(`select * from ${tableName}`);
    content[tableName] = rows
      .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !woven.includes(column))))
      .sort();
  }
  return content;
}

/** Fails with the first rows that only one of them has. */
export function expectSameModel(
  now: Awaited<ReturnType<typeof readModelOf>>,
  before: Awaited<ReturnType<typeof readModelOf>>,
): void {
  const onlyIn = (left: typeof now, right: typeof now): string[] =>
    Object.entries(left).flatMap(([table, rows]) => {
      const others = new Set(right[table]);
      return rows.filter((row) => !others.has(row)).map((row) => `${table}: ${row}`);
    });
  expect({ gone: onlyIn(before, now).slice(0, 3), come: onlyIn(now, before).slice(0, 3) }).toEqual({
    gone: [],
    come: [],
  });
  const sizes = (model: typeof now) => Object.entries(model).map(([table, rows]) => [table, rows.length]);
  expect(sizes(now)).toEqual(sizes(before));
}

/** Whether the read model has every event that the logs of the levels have by now. */
export async function isApplied(network: Database, levels: LevelDatabases): Promise<boolean> {
  const applied = await readFeedSequences(network.fork());
  for (const name of levelNames) {
    const [last] = await levels[name].fork().find(EventEntity, {}, { orderBy: { sequence: 'desc' }, limit: 1 });
    if (applied[profiles[name].level] < (last?.sequence ?? 0)) return false;
  }
  return true;
}

/** The read model has each case that is not secret, as its level has it now. */
export async function expectSameCases(network: Database, levels: readonly Database[]): Promise<void> {
  const views = await network
    .fork()
    .execute<{ id: string; version: number; status: string }[]>(
      'select id, version, status from suggestion_view order by id',
    );
  const cases: string[] = [];
  for (const level of levels) {
    const rows = await level.fork().find(SuggestionEntity, { secret: false }, { disableIdentityMap: true });
    cases.push(...rows.map(({ id, version, status }) => `${id} ${version} ${status}`));
  }
  expect(views.map(({ id, version, status }) => `${id} ${version} ${status}`)).toEqual(cases.sort());
}
