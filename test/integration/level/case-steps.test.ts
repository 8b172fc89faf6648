import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventEntity, type EventRow } from '../../../shared/events/event.entity.ts';
import { CaseStepEntity } from '../../../shared/suggestion/case-record.entity.ts';
import { faultOfSteps } from '../../../shared/suggestion/hold-steps.ts';
import { digestOfStep } from '../../../shared/suggestion/step-digest.ts';
import { levels, startTestLevel, type Sender, type TestLevel } from '../../support/level-harness.ts';
import { act, caseIn, draft, peopleOf, readCase } from '../../support/level-harness.cases.ts';

interface Step {
  readonly act: string;
  readonly actor: string | null;
  readonly reason: string | null;
}

describe.each(levels)('the timeline of a case at the %s level', (name) => {
  let level: TestLevel;
  const now = new Date('2031-01-06T03:00:00Z');
  beforeAll(async () => {
    level = await startTestLevel(name, { clock: () => now });
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const stepsOf = async (id: string, as?: Sender): Promise<Step[]> => {
    const { timeline } = await readCase(level, id, 'timeline(first: 100) { nodes { act actor reason } }', as);
    return timeline.nodes;
  };

  test('keeps the reason of every act in writing, whatever comes after it', async () => {
    let item = await act(level, 'returnToDeputy', await caseIn(level, 'REVIEWING'));
    item = await act(level, 'supervise', { ...item, input: { leader: '张副主任', reason: '群众反映集中' } });
    item = await act(level, 'submit', item);
    item = await act(level, 'withdraw', item);
    expect((await stepsOf(item.id)).filter(({ reason }) => reason !== null)).toMatchObject([
      { act: 'returnToDeputy', reason: '请写明路段' },
      { act: 'supervise', reason: '群众反映集中' },
      { act: 'withdraw', reason: '情况已变化' },
    ]);
    const extended = await act(level, 'extend', {
      ...(await caseIn(level, 'HANDLING')),
      input: { until: '2031-05-06', reason: '施工期长' },
    });
    expect((await stepsOf(extended.id)).at(-1)).toMatchObject({ act: 'extend', reason: '施工期长' });
  });

  test('names deputies by their ids, and others by a digest of their account to the clerks of the division', async () => {
    const { deputy, clerk, organ } = peopleOf(level.profile);
    const item = await caseIn(level, 'REPLIED');
    const actors = async (as?: Sender) => new Map((await stepsOf(item.id, as)).map((step) => [step.act, step.actor]));
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    for (const reader of [undefined, deputy, organ, { ...clerk, divisionCode: level.profile.otherDivisionCode }]) {
      const told = await actors(reader);
      expect([told.get('submit'), told.get('register'), told.get('reply')]).toEqual([deputy.deputyId, null, null]);
    }
    const told = await actors(clerk);
    expect([told.get('submit'), told.get('register'), told.get('reply')]).toEqual([deputy.deputyId, digest, digest]);
    expect(told.get('register')).not.toBe(told.get('reply'));
  });

  test('holds neither account nor reason in the events that others follow', async () => {
    const item = await act(level, 'withdraw', await caseIn(level, 'REGISTERED'));
    const { clerk } = peopleOf(level.profile);
    const { timeline } = await readCase(level, item.id, 'timeline(first: 100) { nodes { act actor payload } }', clerk);
    const payloads = JSON.stringify(timeline.nodes.map(({ payload }: { payload: object }) => payload));
    expect(payloads).not.toContain('情况已变化');
    expect(payloads).not.toContain(timeline.nodes.find((node: Step) => node.act === 'register').actor);
    // What the digests were salted with would let a reader of events try out persons and reasons.
    const salts = await level.service.database.fork().find(CaseStepEntity, { suggestionId: item.id });
    expect(salts).toHaveLength(item.version);
    for (const { salt } of salts) expect(payloads).not.toContain(salt);
  });

  test('is held to the events: each has a digest of its step, and no other', async () => {
    const em = level.service.database.fork();
    const item = await caseIn(level, 'CLOSED');
    const events = await em.find(EventEntity, { aggregateId: item.id }, { orderBy: { sequence: 'asc' } });
    const digests = events.map(({ payload }) => (JSON.parse(payload) as { stepDigest: string }).stepDigest);
    const steps = await em.find(CaseStepEntity, { suggestionId: item.id }, { orderBy: { version: 'asc' } });
    expect(digests).toEqual(steps.map(digestOfStep));
    expect(new Set(digests).size).toBe(item.version);
    expect(await faultOfSteps(em, events)).toBeUndefined();
  });

  test('passes events from before digests, of which no step is there, and names a step that was put there since', async () => {
    const em = level.service.database.fork();
    const { id } = await caseIn(level, 'REGISTERED');
    const found = await em.find(EventEntity, { aggregateId: id }, { orderBy: { sequence: 'asc' } });
    const events = found.map((event): EventRow => {
      const { stepDigest: _none, ...payload } = JSON.parse(event.payload) as Record<string, unknown>;
      return { ...event, payload: JSON.stringify(payload) };
    });
    const fault = await faultOfSteps(em, events.slice(1));
    expect(fault).toMatchObject({ sequence: events[1]?.sequence, message: expect.stringMatching(/put there later/) });
    await em.execute('delete from suggestion_step where suggestion_id = ?', [id]);
    expect(await faultOfSteps(em, events)).toBeUndefined();
  });

  test('begins with its draft', async () => {
    const { deputy } = peopleOf(level.profile);
    const { id } = await draft(level);
    expect(await stepsOf(id, deputy)).toEqual([{ act: 'draft', actor: deputy.deputyId, reason: null }]);
  });
});
