import { expect } from '@jest/globals';
import { createRandom } from '../../cli/seed/text/seeded-random.ts';
import type { LevelDatabases } from '../../cli/level/level-databases.ts';
import { HandUpEntity, ReceivedHandUpEntity } from '../../shared/suggestion/hand-up/hand-up.entity.ts';
import { SuggestionEntity } from '../../shared/suggestion/suggestion.entity.ts';
import { peopleOf } from './level-harness.cases.ts';
import { profiles } from './level-harness.ts';
import { until } from './process-graph.ts';
import type { SendOperation } from './whole-graph.acts.ts';

/** From which level hand-ups go to which, one level at a time. */
const ways = [
  { below: 'township', above: 'district' },
  { below: 'district', above: 'city' },
] as const;

/** The clerks of the upper levels accept or decline what waits, until they are told to stop; an answer may get lost. */
export async function decideHandUps(
  levels: LevelDatabases,
  { send, seed, signal }: { readonly send: SendOperation; readonly seed: string; readonly signal: AbortSignal },
): Promise<void> {
  const random = createRandom(`${seed}:hand-ups`);
  while (!signal.aborted) {
    for (const { above } of ways) {
      const waiting = await levels[above].fork().find(ReceivedHandUpEntity, { state: 'WAITING' }, { limit: 3 });
      for (const { id, version } of waiting) {
        const name = `${above.charAt(0).toUpperCase()}${above.slice(1)}HandUp`;
        const query = random.chance(0.7)
          ? `mutation ($id: ID!, $version: Int!) { accept${name}(id: $id, expectedVersion: $version) { id } }`
          : `mutation ($id: ID!, $version: Int!) { decline${name}(id: $id, expectedVersion: $version, input: { reason: "属本级职责" }) { id } }`;
        const as = peopleOf(profiles[above]).clerk;
        await send(query, { variables: { id, version }, as }).catch((error: unknown) => {
          // The gateway may be away: it waits on.
          if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** States above and the states below that fit them once the news have come. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  WAITING: ['DELIVERED'],
  ACCEPTED: ['ACCEPTED', 'ANSWERED', 'ENDED'],
  ADOPTED: ['ACCEPTED', 'ANSWERED', 'ENDED'],
  DECLINED: ['DECLINED'],
};

/** Every hand-up came to the level above once, made one case there or none, and both levels know how it stands. */
export async function expectCompleteHandUps(levels: LevelDatabases): Promise<number> {
  let count = 0;
  for (const { below, above } of ways) {
    await until(
      `the hand-ups of ${below} and ${above} fit`,
      async () => (await misfits(levels, below, above)).length === 0,
    );
    const received = await levels[above].fork().find(ReceivedHandUpEntity, {}, { disableIdentityMap: true });
    const ids = (await levels[below].fork().find(HandUpEntity, {}, { disableIdentityMap: true })).map(({ id }) => id);
    expect(received.map(({ id }) => id).sort()).toEqual(ids.sort());
    const cases = await levels[above].fork().find(SuggestionEntity, { receivedHandUpId: { $ne: null } });
    expect(cases.map(({ id }) => id).sort()).toEqual(received.flatMap(({ linkedId }) => linkedId ?? []).sort());
    expect(new Set(cases.map(({ receivedHandUpId }) => receivedHandUpId)).size).toBe(cases.length);
    count += ids.length;
  }
  return count;
}

async function misfits(
  levels: LevelDatabases,
  below: 'township' | 'district',
  above: 'district' | 'city',
): Promise<string[]> {
  const sent = await levels[below].fork().find(HandUpEntity, {}, { disableIdentityMap: true });
  const received = await levels[above].fork().find(ReceivedHandUpEntity, {}, { disableIdentityMap: true });
  const states = new Map(received.map(({ id, state }) => [id, state]));
  return sent.filter(({ id, state }) => !fitting[states.get(id) ?? '']?.includes(state)).map(({ id }) => id);
}
