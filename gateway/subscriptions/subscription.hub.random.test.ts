import { expect, test } from '@jest/globals';
import { HubHarness, hubGraph, settle, until, type FakeSubscriber } from '../../test/support/subscription-hub.ts';

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) % below);
  };
}

const graphs = [1, 2].flatMap((shop) =>
  [1, 2].map((feed) => hubGraph({ shopUrl: `http://shop/${shop}`, feedUrl: `http://feed/${feed}` })),
);

interface Followed {
  readonly subscriber: FakeSubscriber;
  readonly after: number | undefined;
  hasLeft: boolean;
}

test.each([1, 2, 3, 4, 5, 6])(
  'nothing is lost and nothing comes twice, whoever comes, goes, is slow, drops or changes the graph (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    await using harness = new HubHarness({ eventBuffer: 6, resumeTimeout: 60_000 });
    const followed: Followed[] = [];
    let happened = 0;
    const acts = [
      () => {
        const count = 1 + random(4);
        happened += count;
        harness.feed.happen(count);
      },
      () => {
        const after = random(3) === 0 ? undefined : Math.max(0, happened - random(random(2) === 0 ? 3 : 40));
        const variables = after === undefined ? {} : { after: String(after) };
        const room = random(4) === 0 ? random(5) : Infinity;
        followed.push({ after, hasLeft: false, subscriber: harness.subscribe({ variables, room }) });
      },
      () => {
        const leaving = followed[random(followed.length + 1)];
        if (!leaving) return;
        leaving.hasLeft = true;
        leaving.subscriber.leave();
      },
      () => harness.feed.drop(),
      () => harness.swap(graphs[random(graphs.length)] ?? hubGraph()),
      () => harness.shop.delays.push(random(10), random(10)),
      () => followed.forEach(({ subscriber }) => (subscriber.room += random(6))),
    ];
    const weights = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 6];
    for (let step = 0; step < 400; step += 1) {
      acts[weights[random(weights.length)] ?? 0]?.();
      if (random(3) === 0) await new Promise((resolve) => setImmediate(resolve));
      if (random(60) === 0) await settle();
    }
    for (const { subscriber } of followed) subscriber.room = Infinity;
    harness.feed.happen();
    happened += 1;
    const isOver = ({ subscriber, hasLeft }: Followed): boolean =>
      hasLeft || subscriber.ends.length > 0 || subscriber.events.at(-1)?.cursor === String(happened);
    await until(() => followed.every(isOver));

    for (const { after, subscriber } of followed) {
      const cursors = subscriber.cursors.map(Number);
      const first = after === undefined ? (cursors[0] ?? 0) : after + 1;
      expect(cursors).toEqual(cursors.map((_cursor, index) => first + index));
      expect(subscriber.ends.length).toBeLessThanOrEqual(1);
      if (subscriber.fault?.['code'] === 'SUBSCRIPTION_OVERRUN') {
        const position = cursors.at(-1) ?? after;
        expect(subscriber.fault['resumeAfter']).toBe(position === undefined ? undefined : String(position));
      }
    }
    expect(followed.some(({ hasLeft, subscriber }) => !hasLeft && subscriber.ends.length === 0)).toBe(true);
    expect(harness.feed.open).toHaveLength(1);
  },
  30_000,
);
