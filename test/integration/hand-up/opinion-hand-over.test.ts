import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCase, codeOf, type CaseRef } from '../../support/level-harness.cases.ts';
import {
  district,
  opinionAfter,
  opinionOf,
  people,
  sendOpinion,
  sendOpinionAct,
  sendTo,
  street,
  type OpinionRef,
} from '../../support/opinion-cases.ts';
import { startThreeLevels, until, type ThreeLevels } from './three-levels.fixture.ts';

let levels: ThreeLevels;

beforeAll(async () => {
  levels = await startThreeLevels();
}, 60_000);

afterAll(async () => {
  await levels[Symbol.asyncDispose]();
});

const as = people.districtDeputy;

async function adoptAbove(input: object = {}): Promise<OpinionRef> {
  const send = sendTo(levels.township);
  const triaged = await opinionAfter(send, ['triage']);
  return opinionOf(await sendOpinionAct(send, 'adopt', { ...triaged, input, as }));
}

interface Link {
  readonly suggestionId: string;
}

/** Drafts of the district that were made of the opinion. */
async function draftsOf({ id }: OpinionRef): Promise<Link[]> {
  const rows = await levels.district.service.database
    .fork()
    .execute<{ suggestion_id: string }[]>('select suggestion_id from suggestion_opinion where opinion_id = ?', [id]);
  return rows.map((row) => ({ suggestionId: row.suggestion_id }));
}

const stateOf = async ({ id }: OpinionRef): Promise<unknown> =>
  (await levels.township.run(`{ citizenOpinion(id: "${id}") { adoptionState } }`)).data.citizenOpinion.adoptionState;

describe('an opinion that a deputy of the district adopts', () => {
  test('becomes that deputy’s draft there, and the town hears of it', async () => {
    const item = await adoptAbove({ title: '关于修路灯的建议' });
    expect(item.status).toBe('ADOPTED_BY_DEPUTY');
    await until(
      () => stateOf(item),
      (state) => state === 'DRAFTED',
    );
    const [draft] = await draftsOf(item);
    const read = await readCase(
      levels.district,
      draft?.suggestionId ?? '',
      'id status version title content topic station { id } opinions { id } proposers { isLead deputy { id } }',
      as,
    );
    expect(read).toMatchObject({
      ...{ status: 'DRAFT', version: 1, title: '关于修路灯的建议', content: '晚上看不清路。', topic: '道路' },
      station: { id: '230102101-S1' },
      opinions: [{ id: item.id }],
      proposers: [{ isLead: true, deputy: { id: as.deputyId } }],
    });
    const nobody = await readCase(levels.district, draft?.suggestionId ?? '', 'id');
    expect(nobody).toBeNull();
    const acts = await levels.township.run(`{ citizenOpinion(id: "${item.id}") { timeline { nodes { act } } } }`);
    const names = (acts.data.citizenOpinion.timeline.nodes as { act: string }[]).map(({ act }) => act);
    expect(names).toEqual(['register', 'triage', 'adopt', 'draftAbove']);
    const submitted = await levels.district.run(
      `mutation { result: submitDistrictSuggestion(id: "${(read as CaseRef).id}", expectedVersion: 1) { status } }`,
      { as },
    );
    expect(submitted.data.result.status).toBe('SUBMITTED');
  });

  test('waits while the district is down, and is there once when it is back', async () => {
    await levels.district.stop();
    const items = [await adoptAbove(), await adoptAbove()];
    for (const item of items) expect(await stateOf(item)).toBe('WAITING');
    await levels.township.stop();
    await levels.restart('township');
    await levels.restart('district');
    for (const item of items) {
      await until(
        () => stateOf(item),
        (state) => state === 'DRAFTED',
      );
      expect(await draftsOf(item)).toHaveLength(1);
    }
    await levels.district.stop();
    await levels.restart('district');
    const last = await adoptAbove();
    await until(
      () => stateOf(last),
      (state) => state === 'DRAFTED',
    );
    for (const item of items) expect(await draftsOf(item)).toHaveLength(1);
  });

  test('of a street too, which has no congress, also once it was escalated', async () => {
    const send = sendTo(levels.township);
    const keeper = people.streetKeeper;
    const place = { homeId: null, stationId: `${street}-S1` };
    let item = opinionOf(await sendOpinion(send, place, { as: keeper, divisionCode: street }));
    for (const act of ['triage', 'escalate'] as const)
      item = opinionOf(await sendOpinionAct(send, act, { ...item, as: keeper }));
    item = opinionOf(await sendOpinionAct(send, 'adopt', { ...item, as }));
    await until(
      () => stateOf(item),
      (state) => state === 'DRAFTED',
    );
    expect(await draftsOf(item)).toHaveLength(1);
  });

  test('of a station in a development zone too, which belongs to the district itself', async () => {
    const send = sendTo(levels.township);
    const keeper = { role: 'station-keeper', divisionCode: district, subject: 'keeper-of-zone' } as const;
    const place = { homeId: null, stationId: `${district}-S1` };
    let item = opinionOf(await sendOpinion(send, place, { as: keeper, divisionCode: district }));
    item = opinionOf(await sendOpinionAct(send, 'triage', { ...item, as: keeper }));
    item = opinionOf(await sendOpinionAct(send, 'adopt', { ...item, as }));
    await until(
      () => stateOf(item),
      (state) => state === 'DRAFTED',
    );
    expect(await draftsOf(item)).toHaveLength(1);
  });

  test('is not adopted twice, from two levels up, or as a secret', async () => {
    const send = sendTo(levels.township);
    const adopted = await adoptAbove();
    expect(codeOf(await sendOpinionAct(send, 'adopt', { ...adopted, as }))).toBe('ACT_NOT_LEGAL');
    const triaged = await opinionAfter(send, ['triage']);
    const secret = await sendOpinionAct(send, 'adopt', { ...triaged, as, input: { isSecret: true } });
    expect(codeOf(secret)).toBe('GUARD_FAILED');
    const far = await sendOpinionAct(send, 'adopt', { ...triaged, as: people.cityDeputy });
    expect(codeOf(far)).toBe('FORBIDDEN_DIVISION');
    expect(await stateOf(triaged)).toBeNull();
  });

  test('tells the levels’ services what the draft takes, and nobody whose it is', async () => {
    const item = await adoptAbove();
    const ask = (who?: object) =>
      levels.township.run(`{ townshipHandUpDossier(id: "${item.id}") }`, { as: who as never });
    const told = await ask({ role: 'system', divisionCode: '230100' });
    expect(told.data.townshipHandUpDossier).toMatchObject({ opinionId: item.id, toDivisionCode: '230102' });
    expect(JSON.stringify(told)).not.toMatch(/欧阳|13812341234|友谊东路/);
    expect(codeOf(await ask())).toBe('UNAUTHENTICATED');
    expect(codeOf(await ask(as))).toBe('FORBIDDEN_ROLE');
  });
});
