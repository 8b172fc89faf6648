import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRandom } from '../../cli/seed/text/seeded-random.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { EventEntity } from '../../shared/events/event.entity.ts';
import { createLifecycle, type LifecycleSpec } from '../../shared/lifecycle/lifecycle.ts';
import type { ActDefinition } from '../../shared/suggestion/act/act-definition.ts';
import { answerFromAboveAct, escalateAct, returnFromAboveAct } from '../../shared/suggestion/act/hand-up.acts.ts';
import { overturnFromAboveAct } from '../../shared/suggestion/act/overturn-from-above.act.ts';
import { levelAbove } from '../../shared/suggestion/hand-up/level-above.ts';
import { actDefinitions, type ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';
import { openHolidayCalendar } from '../../shared/suggestion/start-level.ts';
import { SuggestionEntity } from '../../shared/suggestion/suggestion.entity.ts';
import { draftSuggestion, performOnCase, type SuggestionDeps } from '../../shared/suggestion/suggestion.service.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { cityLifecycleSpec } from '../../subgraphs/city/suggestion/city-lifecycle.ts';
import { districtLifecycleSpec } from '../../subgraphs/district/suggestion/district-lifecycle.ts';
import { townshipLifecycleSpec } from '../../subgraphs/township/suggestion/township-lifecycle.ts';
import { profiles, startTestLevel, type LevelName, type TestLevel } from '../support/level-harness.ts';
import { CaseModel } from './case-model.ts';
import { drawAttempt, lead } from './draw-attempt.ts';
import type { ModelCase, Person } from './model-case.ts';
import { plusDays } from './model-days.ts';

/** Sequences of acts at each level; `npm run model` plays thousands. */
const everyday = 70;
const sequences = Number(process.env['MODEL_SEQUENCES'] ?? everyday);
const firstSeed = process.env['MODEL_SEED'] ?? 'whole-life';
const actsInSequence = 60;
const casesAtOnce = 2;

/** What another level's news leads to is done here as an act is; over sockets test/integration/hand-up does it. */
const newsActs: Readonly<Partial<Record<string, ActDefinition<never>>>> = Object.fromEntries(
  [escalateAct, returnFromAboveAct, answerFromAboveAct, overturnFromAboveAct].map((definition) => [
    definition.act,
    { ...definition, parse: (input: unknown) => input } as ActDefinition<never>,
  ]),
);

/** Begins a case, or comes with one that another level began. */
const elsewhere: readonly string[] = ['draft', 'acceptHandUp', 'adoptHandUp', 'evaluateFromBelow'];

const specs: Readonly<Record<LevelName, LifecycleSpec>> = {
  city: cityLifecycleSpec,
  district: districtLifecycleSpec,
  township: townshipLifecycleSpec,
};

describe.each(['city', 'district', 'township'] as const)('random lives at the %s level', (name) => {
  let level: TestLevel;
  let deps: SuggestionDeps;
  let today = '2031-01-06';
  const { level: congress, divisionCode, clerk } = profiles[name];
  const visited = new Set<string>();
  const performed = new Set<string>();
  const codes = new Set<string>();

  beforeAll(async () => {
    const clock = () => new Date(`${today}T04:00:00Z`);
    level = await startTestLevel(name, { clock });
    deps = {
      database: level.service.database,
      log: level.service.log,
      lifecycle: createLifecycle(specs[name]),
      calendar: await openHolidayCalendar({}, createLogger('model', 'silent')),
      clock,
      checkPlace: () => Promise.resolve(),
    };
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const actorOf = ({ role, deputyId, organ }: Person) => ({
    ...{ subject: `${role} ${deputyId ?? organ ?? ''}`, name: 'Model', divisionCode, deputyId, organ, expiresAt: 0 },
    role: (role === 'clerk' ? clerk : role) as typeof clerk,
  });

  async function perform(
    item: ModelCase,
    { act, by, input, isStale }: ReturnType<typeof drawAttempt>,
  ): Promise<string> {
    const expectedVersion = isStale ? item.version + 1 : item.version;
    const definition = newsActs[act] ?? actDefinitions[act as ActOnCase];
    try {
      const request = { definition, id: item.id, expectedVersion, input: inputOf(act, input) };
      await performOnCase(deps, actorOf(by), request);
      return 'DONE';
    } catch (error) {
      if (error instanceof ClientError) return error.code;
      throw error;
    }
  }

  /** The model says whether the level is the next one above; the act takes its name, and every other one is wrong. */
  function inputOf(act: string, input: ReturnType<typeof drawAttempt>['input']): unknown {
    return act === 'proposeHandUp'
      ? { reason: '上交', toLevel: input.isNextLevel ? levelAbove(congress) : congress }
      : input;
  }

  /** What the database has of the cases, as the model would say it. */
  async function stored(ids: readonly string[]) {
    const rows = await deps.database
      .fork()
      .find(SuggestionEntity, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' } });
    return rows.map((row) => ({
      ...{ id: row.id, status: row.status, version: row.version, round: row.round, since: row.answerFrom },
      ...{ due: row.dueOn ?? undefined, step: row.stepDueOn ?? undefined, secret: row.secret },
      ...{ leader: row.keyLeader ?? undefined, overturned: row.overturned, into: row.mergedIntoId ?? undefined },
    }));
  }

  function modelled(model: CaseModel) {
    const cases = [...model.cases.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
    return cases.map(({ id, status, version, round, since, due, step, secret, leader, overturned, into }) => ({
      ...{ id, status, version, round, since, due, step, secret, leader, overturned, into },
    }));
  }

  async function play(seed: string): Promise<void> {
    const random = createRandom(seed);
    const model = new CaseModel(congress);
    today = plusDays('2031-01-06', random.int(0, 300));
    for (let count = 0; count < casesAtOnce; count += 1) {
      const actor = actorOf({ role: 'deputy', deputyId: lead });
      const { id } = await draftSuggestion(deps, actor, {
        divisionCode,
        input: { title: '修路', content: '路面破损' },
      });
      model.draft(id, lead);
    }
    const told: string[] = [];
    for (let step = 0; step < actsInSequence; step += 1) {
      if (random.chance(0.4)) today = plusDays(today, random.chance(0.1) ? 35 : random.int(1, 12));
      const item = random.pick([...model.cases.values()]);
      const attempt = drawAttempt(model, item, { today, random, performed });
      const before = new Map([...model.cases].map(([id, { status, version }]) => [id, { status, version }]));
      const expected = model.attempt(item, attempt);
      const where = `${seed}, step ${step}: ${attempt.act} by ${attempt.by.role} in ${item.status} on ${today} ${JSON.stringify(attempt.input)}`;
      expect(`${where}: ${await perform(item, attempt)}`).toBe(`${where}: ${expected}`);
      codes.add(expected);
      expect({ where, cases: await stored([...model.cases.keys()]) }).toEqual({ where, cases: modelled(model) });
      for (const [id, { status, version }] of before) {
        const after = model.cases.get(id)!;
        if (after.version === version) continue;
        const followed = after.status === 'REVIEWING' ? 'unmerge' : 'replyMerged';
        const act = id === item.id ? attempt.act : followed;
        told.push(`${id} ${act} ${status} ${after.status}`);
        if (after.status !== 'DRAFT') visited.add(after.status);
        performed.add(act);
      }
    }
    const em = deps.database.fork();
    const ids = { $in: [...model.cases.keys()] };
    const events = await em.find(
      EventEntity,
      { aggregateId: ids, act: { $ne: 'draft' } },
      { orderBy: { sequence: 'asc' } },
    );
    const inLog = events.map(
      ({ aggregateId, act, fromState, toState }) => `${aggregateId} ${act} ${fromState} ${toState}`,
    );
    expect(inLog.toSorted()).toEqual(told.toSorted());
  }

  test(
    `go as the rules say: ${sequences} of ${actsInSequence} attempts`,
    async () => {
      for (let number = 1; number <= sequences; number += 1) {
        await play(`${firstSeed}:${name}:${number}`);
        // SQLite answers at once: without a turn of the event loop its statements are never given back.
        await setImmediate();
      }
      if (sequences < everyday) return;
      // What was never tried was not tested.
      expect([...visited, 'DRAFT'].sort()).toEqual(deps.lifecycle.statuses.toSorted());
      expect([...performed].sort()).toEqual(deps.lifecycle.acts.filter((act) => !elsewhere.includes(act)).toSorted());
      expect([...codes].sort()).toEqual(
        [
          'ACT_NOT_LEGAL',
          'CONFLICT',
          'DONE',
          'FORBIDDEN_ORGAN',
          'FORBIDDEN_PERSON',
          'FORBIDDEN_ROLE',
          'GUARD_FAILED',
          'SUGGESTION_NOT_FOUND',
        ].sort(),
      );
    },
    Math.max(120_000, sequences * 5_000),
  );
});
