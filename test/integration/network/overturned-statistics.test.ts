import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cityCase, deputy } from './case-ids.ts';
import { startTestNetwork, type Stubs, type TestNetwork } from './network-harness.ts';

const submittedAt = '2026-03-01T00:00:00.000Z';

/** Three answers of category A: one stands, one was overturned, one was overturned and is answered anew. */
function seed({ city }: Stubs): void {
  for (const number of [1, 2, 3]) {
    city.draft(cityCase(number), [deputy(1)]);
    city.act(cityCase(number), {
      act: 'evaluate',
      to: 'EVALUATED',
      facts: { submittedAt, category: 'A', result: { SATISFIED: 1 }, process: { SATISFIED: 1 } },
    });
  }
  for (const number of [2, 3]) {
    const facts = { submittedAt, overturned: 1, round: 2, answerFrom: 2, category: null, result: {}, process: {} };
    city.act(cityCase(number), { act: 'decideThirdParty', to: 'REHANDLING', facts });
  }
  const anew = { submittedAt, overturned: 1, round: 2, answerFrom: 2, category: 'A' } as const;
  city.act(cityCase(3), { act: 'reply', to: 'REPLIED', facts: anew });
}

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork({ seed });
  await network.service.caughtUp();
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

const fields = `replied overturned implementationRate { numerator denominator formula }
  implementationOrPlannedRate { numerator denominator } resultSatisfactionRate { numerator denominator }`;

describe('an answer that a third party overturned', () => {
  test('leaves the numerator of the implementation rates and not their denominator, until the case is answered anew', async () => {
    const { data } = await network.run(`{ statistics(by: LEVEL) { statistics { ${fields} } } }`);
    expect(data.statistics[0].statistics).toEqual({
      ...{ replied: 2, overturned: 2 },
      implementationRate: { numerator: 2, denominator: 3, formula: expect.stringMatching(/overturned.*推翻/) },
      implementationOrPlannedRate: { numerator: 2, denominator: 3 },
      resultSatisfactionRate: { numerator: 1, denominator: 1 },
    });
  });

  test('does so in the statistics of places too', async () => {
    const { data } = await network.run(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on City { statistics { ${fields} } } } }`,
      { variables: { keys: [{ __typename: 'City', code: '230100' }] } },
    );
    expect(data._entities[0].statistics.implementationRate).toMatchObject({ numerator: 2, denominator: 3 });
  });
});
