import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { engines, startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';
import { codesOf } from '../support/whole-graph.acts.ts';
import { until } from '../integration/hand-up/three-levels.fixture.ts';
import {
  citizen,
  homeInTown,
  opinionAfter,
  opinionOf,
  people,
  sendOpinion,
  sendOpinionAct,
  town,
  type OpinionRef,
  type Send,
} from '../support/opinion-cases.ts';

const log: string[] = [];
let graph: WholeGraph;
let send: Send;

beforeAll(async () => {
  const logger = createLogger('test', 'debug', { write: (line: string) => void log.push(line) });
  graph = await startWholeGraph({ districts: ['230102'], logger });
  send = (query, request) => graph.query(query, request);
}, 120_000);

afterAll(async () => graph[Symbol.asyncDispose]());

/** Adopted by the town's deputy; the read model has heard of it. */
async function adopted(input: object = {}): Promise<OpinionRef> {
  const triaged = await opinionAfter(send, ['triage']);
  const item = opinionOf(await sendOpinionAct(send, 'adopt', { ...triaged, input }));
  await graph.network.caughtUp();
  return item;
}

describe.each(engines)('behind the engine %s', (engine) => {
  const ask = (id: string, fields: string, as?: object) =>
    graph.query(`{ citizenOpinion(id: "${id}") { ${fields} } }`, { as: as as never, engine });

  test('an opinion leads to its suggestion, and the suggestion back to it', async () => {
    const { id } = await adopted();
    const fields = `id status adoptedBy { id name } home { name community { name } } township { name district { name } }
      suggestion { __typename id ... on TownshipSuggestion { title status opinions { id suggestion { id } } } }`;
    const { data, errors } = await ask(id, fields, people.deputy);
    expect(errors).toEqual([]);
    const { suggestion } = data.citizenOpinion as { suggestion: { id: string } };
    expect(data.citizenOpinion).toMatchObject({
      id,
      status: 'ADOPTED_BY_DEPUTY',
      township: { district: { name: '道里区' } },
      suggestion: { __typename: 'TownshipSuggestion', title: '村口没有路灯', status: 'DRAFT' },
    });
    expect(suggestion).toMatchObject({ opinions: [{ id, suggestion: { id: suggestion.id } }] });
  });

  test('an opinion that a deputy of the district adopted leads to the draft there', async () => {
    const triaged = await opinionAfter(send, ['triage']);
    const { id } = opinionOf(await sendOpinionAct(send, 'adopt', { ...triaged, as: people.districtDeputy }));
    const fields =
      'adoptionState suggestion { __typename ... on DistrictSuggestion { status opinions { id } station { name } } }';
    const { data } = await until(
      () => ask(id, fields, people.districtDeputy),
      ({ data: { citizenOpinion: read } }) => read.suggestion !== null && read.adoptionState === 'DRAFTED',
    );
    expect(data.citizenOpinion).toMatchObject({
      adoptionState: 'DRAFTED',
      suggestion: { __typename: 'DistrictSuggestion', status: 'DRAFT', opinions: [{ id }] },
    });
  });

  test('a draft or a secret case is nobody else’s to know of', async () => {
    for (const input of [{}, { isSecret: true }]) {
      const { id } = await adopted(input);
      const { data, errors } = await ask(id, 'status suggestion { id }', people.keeper);
      expect(errors).toEqual([]);
      expect(data.citizenOpinion).toEqual({ status: 'ADOPTED_BY_DEPUTY', suggestion: null });
    }
  });

  test('seeded opinions lead to suggestions of towns and districts', async () => {
    const asked = `{ district(code: "230102") { opinions(first: 500) { totalCount nodes { id synthetic
      suggestion { __typename ... on DistrictSuggestion { opinions { id } } ... on TownshipSuggestion { opinions { id } } } } } } }`;
    const { data, errors } = await graph.query(asked, { engine });
    expect(errors).toEqual([]);
    const nodes = data.district.opinions.nodes as { id: string; suggestion: { opinions: { id: string }[] } | null }[];
    const linked = nodes.filter(({ suggestion }) => suggestion !== null);
    expect(linked.length).toBeGreaterThan(2);
    for (const { id, suggestion } of linked) expect(suggestion?.opinions).toEqual([{ id }]);
  });

  test('whose opinion it is goes to its keeper alone', async () => {
    const { id } = opinionOf(await sendOpinion(send));
    const fields = 'citizenName citizenPhone citizen(purpose: CONTACT) { name phone }';
    expect((await ask(id, fields, people.keeper)).data.citizenOpinion).toEqual({
      citizenName: '欧*',
      citizenPhone: '138****1234',
      citizen: { name: '欧阳震华', phone: '13812341234' },
    });
    const refused = await ask(id, fields, people.districtClerk);
    expect(codesOf(refused)).toEqual(['FORBIDDEN_ROLE']);
    expect(refused.data.citizenOpinion).toMatchObject({ citizenName: '欧*', citizen: null });
    expect(JSON.stringify(refused)).not.toContain(citizen.citizenPhone);
  });

  test('an input that is wrong in form is refused without a word of what was in it', async () => {
    const wrong: readonly object[] = [
      { title: null },
      { citizenPhone: { number: citizen.citizenPhone } },
      { nickname: citizen.citizenName },
      { citizenPhone: citizen.citizenPhone.replace('1', 'x') },
    ];
    for (const input of wrong) {
      const answer = await graph.query(
        `mutation ($input: RegisterCitizenOpinionInput!) { registerCitizenOpinion(divisionCode: "${town}", input: $input) { id } }`,
        {
          variables: { input: { homeId: homeInTown, title: '路灯', content: '不亮', ...citizen, ...input } },
          as: people.keeper,
          engine,
        },
      );
      expect(codesOf(answer)).toHaveLength(1);
      expect(['BAD_USER_INPUT', 'INPUT_INVALID']).toContain(codesOf(answer)[0]);
      for (const word of [...Object.values(citizen), '3812341234']) expect(JSON.stringify(answer)).not.toContain(word);
    }
  });
});

test('nothing of a citizen stands in the logs of any service', () => {
  expect(log.length).toBeGreaterThan(100);
  const words = Object.values(citizen);
  expect(log.filter((line) => words.some((word) => line.includes(word)))).toEqual([]);
});
