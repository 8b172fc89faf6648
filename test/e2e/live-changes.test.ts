import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventEntity } from '../../shared/events/event.entity.ts';
import {
  caseOf,
  codesOf,
  playGraphActs,
  sendGraphAct,
  sendGraphDraft,
  systemSender,
  takeLiveCursor,
} from '../support/whole-graph.acts.ts';
import { engines, levelNames, startWholeGraph, type Engine, type WholeGraph } from '../support/whole-graph.ts';
import type { Sender } from '../support/level-harness.ts';
import { runWriters, stationOfWriters } from './change-writers.fixture.ts';

/** LONG=1 runs the full measure; every day a third of it will do. */
const isLong = process.env['LONG'] === '1';
const { total, writers } = isLong ? { total: 1_000, writers: 20 } : { total: 300, writers: 10 };
const reconnections = 10;
const lastTitle = '最后一件建议';

const live = `subscription Live($after: Cursor) { suggestionStatusChanged(after: $after) {
  cursor act to level
  suggestion { id title ... on DistrictSuggestion { station { id name } } }
} }`;

interface Change {
  readonly cursor: string;
  readonly act: string;
  readonly level: 'CITY' | 'DISTRICT' | 'TOWNSHIP';
  readonly suggestion: {
    readonly id: string;
    readonly title: string;
    readonly station?: { readonly id: string; readonly name: string } | null;
  };
}

let graph: WholeGraph;
beforeAll(async () => {
  graph = await startWholeGraph();
}, 60_000);
afterAll(async () => graph[Symbol.asyncDispose]());

test(
  `${total} changes by ${writers} writers arrive once each and in one order, through reconnections and restarts`,
  async () => {
    const after = await takeLiveCursor(graph);
    const before = await readPositions();
    const followed = Promise.all([
      follow({ engine: 'liaison', as: systemSender, after, leaveEvery: Math.floor(total / (reconnections + 1)) }),
      follow({ engine: 'apollo', as: systemSender, after }),
      follow({ engine: 'liaison', as: undefined, after }),
    ]);
    const restarts = planRestarts();
    const started = performance.now();
    const report = await runWriters(graph, { writers, share: total / writers, ...restarts });
    await restarts.done();
    const written = performance.now() - started;
    for (const level of levelNames) await playGraphActs(graph.query, level, ['submit'], { title: lastTitle });
    const [first, second, anonymous] = await followed;
    const arrived = performance.now() - started;

    const logged = await readLogs(before);
    expect(report.changes.size).toBe(total);
    expect(report.interruptions).toBeGreaterThan(0);
    expect(new Set(logged.flatMap(({ keys }) => keys))).toEqual(
      new Set([...report.changes, ...lastKeys(first.changes)]),
    );

    const keys = first.changes.map(keyOf);
    expect(keys).toHaveLength(total + 2 * levelNames.length);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { level, keys: inLog } of logged) {
      expect(first.changes.filter((change) => change.level === level).map(keyOf)).toEqual(inLog);
    }
    expect(second.changes.map(keyOf)).toEqual(keys);
    expect(anonymous.changes.map(keyOf)).toEqual(keys.filter((key) => !key.endsWith(' draft')));
    expect(first.returns.chosen).toBeGreaterThanOrEqual(reconnections);
    for (const { suggestion, level } of first.changes) {
      expect(suggestion.title).toBe(report.titles.get(suggestion.id) ?? lastTitle);
      if (level !== 'DISTRICT' || suggestion.title === lastTitle) continue;
      expect(suggestion.station).toEqual({ id: stationOfWriters.id, name: expect.stringContaining('联络站') });
    }
    if (isLong) tellFigures({ written, arrived, first: first.returns, second: second.returns, ...report });
  },
  isLong ? 600_000 : 90_000,
);

test('of two writers on one suggestion one wins and the other is told of the conflict, with one event of both', async () => {
  for (const level of levelNames) {
    const item = caseOf(await sendGraphDraft(graph.query, level));
    const submit = (engine: Engine) => sendGraphAct(graph.query, { level, act: 'submit' }, { ...item, engine });
    const answers = await Promise.all(engines.map(submit));
    expect(answers.flatMap(codesOf)).toEqual(['CONFLICT']);
    const lost = answers.find(({ errors }) => errors.length > 0);
    expect(lost?.errors[0]?.extensions).toMatchObject({
      currentVersion: 2,
      currentStatus: 'SUBMITTED',
      subgraph: level,
    });
    const events = await graph[level].database.fork().find(EventEntity, { aggregateId: item.id });
    expect(events.map(({ act }) => act)).toEqual(['draft', 'submit']);
  }
});

interface FollowOptions {
  readonly engine: Engine;
  readonly as: Sender;
  readonly after: string;
  /** Leaves and comes back with its cursor each time that so many changes more have arrived. */
  readonly leaveEvery?: number;
}

interface Followed {
  /** Without the drafts that were made to find out when the first subscription was live. */
  readonly changes: readonly Change[];
  /** How often the client left by its own choice, and how often because a change came without what its level knows of it. */
  readonly returns: { chosen: number; forced: number };
}

/** A client that keeps its last cursor and goes on from it after whatever ends its subscription; until the last case. */
async function follow({ engine, as, after, leaveEvery = Infinity }: FollowOptions): Promise<Followed> {
  const changes: Change[] = [];
  const returns = { chosen: 0, forced: 0 };
  const isOver = (): boolean => changes.filter(isLast).length === levelNames.length;
  while (!isOver()) {
    await using client = await graph.connect({ as, engine });
    let taken = 0;
    for await (const { data, errors } of client.results(live, { after: changes.at(-1)?.cursor ?? after })) {
      if (errors) {
        // The level went down before the change was joined: after the same cursor the same change comes again.
        expect(errors.map(({ extensions }) => extensions)).toContainEqual(
          expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'district' }),
        );
        returns.forced += 1;
        await pause(20);
        break;
      }
      changes.push((data as { suggestionStatusChanged: Change }).suggestionStatusChanged);
      taken += 1;
      if (isOver()) break;
      if (taken < leaveEvery) continue;
      returns.chosen += 1;
      break;
    }
  }
  return { changes: changes.filter(({ suggestion }) => suggestion.title !== '试听'), returns };
}

/** A level is down until a writer has met it so, and network for a tenth of the changes. */
function planRestarts() {
  const met = Promise.withResolvers<undefined>();
  const missed = Promise.withResolvers<undefined>();
  const restarts: Promise<void>[] = [];
  const restart = async (name: 'district' | 'network', until: Promise<undefined>): Promise<void> => {
    await graph.stop(name);
    await until;
    await graph.start(name);
  };
  return {
    onInterruption: () => met.resolve(undefined),
    onChange: (count: number) => {
      if (count === total * 0.3) restarts.push(restart('district', met.promise));
      if (count === total * 0.6) restarts.push(restart('network', missed.promise));
      if (count === total * 0.7) missed.resolve(undefined);
    },
    done: async () => {
      await Promise.all(restarts);
    },
  };
}

function keyOf({ suggestion, act }: Change): string {
  return `${suggestion.id} ${act}`;
}

function isLast({ suggestion, act }: Change): boolean {
  return suggestion.title === lastTitle && act === 'submit';
}

function lastKeys(changes: readonly Change[]): string[] {
  return changes.filter(({ suggestion }) => suggestion.title === lastTitle).map(keyOf);
}

async function readPositions(): Promise<readonly number[]> {
  return Promise.all(levelNames.map((level) => graph[level].log.position()));
}

/** The events of each level's log after these positions, in its order. */
function readLogs(positions: readonly number[]): Promise<{ level: string; keys: string[] }[]> {
  return Promise.all(
    levelNames.map(async (name, index) => {
      const em = graph[name].database.fork();
      const after = { sequence: { $gt: positions[index] ?? 0 } };
      const events = await em.find(EventEntity, after, { orderBy: { sequence: 'asc' } });
      return { level: name.toUpperCase(), keys: events.map(({ aggregateId, act }) => `${aggregateId} ${act}`) };
    }),
  );
}

function tellFigures({
  changes,
  titles: _titles,
  ...figures
}: { changes: ReadonlySet<string> } & Record<string, unknown>): void {
  process.stderr.write(`${JSON.stringify({ changes: changes.size, writers, ...figures })}\n`);
}
