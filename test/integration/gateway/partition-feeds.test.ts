import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import {
  ChangeLog,
  createPartitionFolder,
  districtTypes,
  startCityStub,
  startDistrictStub,
} from '../../support/district-partitions.ts';
import type { StubSubgraph } from '../../support/stub-subgraph.ts';
import { testConfig } from './gateway.fixture.ts';

const codes = Array.from({ length: 18 }, (_, index) => String(230102 + index));
const stack = new AsyncDisposableStack();
let folder: Awaited<ReturnType<typeof createPartitionFolder>>;
let city: StubSubgraph;

beforeAll(async () => {
  folder = stack.use(await createPartitionFolder());
  city = stack.adopt(await startCityStub(codes), (stub) => stub.stop());
});
afterAll(() => stack.disposeAsync());

interface Event {
  readonly data?: {
    readonly changed: { readonly cursor: string; readonly text: string; readonly station: unknown } | null;
  } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

interface Parts extends AsyncDisposable {
  readonly logs: readonly ChangeLog[];
  readonly stubs: StubSubgraph[];
  readonly gateway: RunningGateway;
  restart(index: number): Promise<void>;
  /** Reads events of a subscription until `isEnough`; gives them all. */
  read(
    request: { after?: string; divisionCode?: string },
    isEnough: (events: readonly Event[]) => boolean,
  ): Promise<Event[]>;
}

async function startParts(count: number, typeDefs: readonly (string | undefined)[] = []): Promise<Parts> {
  const own = new AsyncDisposableStack();
  const logs = codes.slice(0, count).map(() => new ChangeLog());
  const start = (index: number, port?: number) => {
    const types = typeDefs[index];
    return startDistrictStub({
      codes: [codes[index]!],
      log: logs[index]!,
      ...(port !== undefined && { port }),
      ...(types !== undefined && { typeDefs: types }),
    });
  };
  const stubs = await Promise.all(logs.map((_, index) => start(index)));
  own.defer(async () => {
    await Promise.all(stubs.map((stub) => stub.stop()));
  });
  const partitions = stubs.map(({ url }, index) => ({ codes: [codes[index]], url }));
  const partitionsFile = await folder.write([{ name: 'district', partitions }]);
  const config = testConfig(folder.path, [city, { name: 'district', url: stubs.at(-1)!.url }], {
    jwksFile: undefined,
    partitionsFile,
  });
  const gateway = own.adopt(await startGateway(config, createLogger('gateway', 'silent')), (started) => started.stop());
  const clients = own.adopt(new Set<Client>(), async (open) => {
    await Promise.all([...open].map(async (client) => client.dispose()));
  });
  return {
    logs,
    stubs,
    gateway,
    restart: async (index) => {
      const { port } = stubs[index]!;
      await stubs[index]!.stop();
      stubs[index] = await start(index, port);
    },
    read: async (variables, isEnough) => {
      const client = createClient({
        url: gateway.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      clients.add(client);
      const query =
        'subscription ($after: String, $divisionCode: DivisionCode) { changed: stationChanged(after: $after, divisionCode: $divisionCode) { cursor text station { id } } }';
      const events: Event[] = [];
      for await (const event of client.iterate({ query, variables })) {
        events.push(event as Event);
        if (isEnough(events)) break;
      }
      await client.dispose();
      return events;
    },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
}

const textsOf = (events: readonly Event[]) => events.flatMap(({ data }) => data?.changed?.text ?? []);
const cursorOf = (events: readonly Event[]) => events.findLast(({ data }) => data?.changed)!.data!.changed!.cursor;

describe('the events of partitions', () => {
  test('come all and once, in the order of each partition, through restarts and resumed from vector cursors', async () => {
    await using parts = await startParts(18);
    const rounds = 40;
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const write = async (): Promise<void> => {
      for (let round = 1; round <= rounds; round += 1) {
        for (const [index, log] of parts.logs.entries()) log.add(codes[index]!, `${codes[index]} ${round}`);
        if (round % 4 === 0) await parts.restart(random(18));
        else await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const total = rounds * 18;
    const writing = write();
    const seen: string[] = [];
    let after: string | undefined;
    while (seen.length < total) {
      const most = Math.min(total - seen.length, 50 + random(150));
      const events = await parts.read(after === undefined ? {} : { after }, (read) => textsOf(read).length >= most);
      expect(events.flatMap(({ errors }) => errors ?? [])).toEqual([]);
      seen.push(...textsOf(events));
      after = cursorOf(events);
    }
    await writing;
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
    for (const code of codes) {
      const expected = Array.from({ length: rounds }, (_, round) => `${code} ${round + 1}`);
      expect(seen.filter((text) => text.startsWith(code))).toEqual(expected);
    }
  }, 60_000);

  test('go on while one partition is down, and its own come once it is back', async () => {
    await using parts = await startParts(3);
    parts.logs.forEach((log, index) => log.add(codes[index]!, `${index} before`));
    const { port } = parts.stubs[1]!;
    const events = await parts.read({}, (read) => {
      const texts = textsOf(read);
      if (texts.length === 3 && read.length === 3) {
        void parts.stubs[1]!.stop().then(() =>
          parts.logs.forEach((log, index) => log.add(codes[index]!, `${index} while`)),
        );
      }
      if (texts.length === 5 && !texts.includes('1 while')) {
        void startDistrictStub({ codes: [codes[1]!], log: parts.logs[1]!, port }).then(
          (stub) => (parts.stubs[1] = stub),
        );
      }
      return texts.length === 6;
    });
    expect(textsOf(events).slice(0, 3).sort()).toEqual(['0 before', '1 before', '2 before']);
    expect(textsOf(events).slice(3, 5).sort()).toEqual(['0 while', '2 while']);
    expect(textsOf(events)[5]).toBe('1 while');
    expect(events.map(({ data }) => data?.changed?.station).every(Boolean)).toBe(true);
  });

  test('of one division come from its partition alone, those of the whole city from all', async () => {
    await using parts = await startParts(3);
    parts.logs.forEach((log, index) => log.add(codes[index]!, `${index}`));
    const one = await parts.read({ divisionCode: codes[1]! }, (read) => read.length === 1);
    expect(textsOf(one)).toEqual(['1']);
    expect(parts.stubs.map(({ connections }) => connections.length)).toEqual([0, 1, 0]);
    const all = await parts.read({ divisionCode: '230100' }, (read) => read.length === 3);
    expect(textsOf(all).sort()).toEqual(['0', '1', '2']);
    const missing = await parts.read({ divisionCode: '230199' }, () => true);
    expect(missing).toMatchObject([{ errors: [{ extensions: { code: 'PARTITION_NOT_FOUND', key: '230199' } }] }]);
  });

  test('cannot be gone on with from a cursor of somebody else', async () => {
    await using parts = await startParts(2);
    const foreign = await parts.read({ after: 'x' }, () => true);
    expect(foreign).toMatchObject([{ errors: [{ extensions: { code: 'CURSOR_INVALID', subgraph: 'district' } }] }]);
    parts.logs[0]!.add(codes[0]!, 'a');
    const [event] = await parts.read({}, () => true);
    const entries = JSON.parse(
      Buffer.from(event!.data!.changed!.cursor.slice(3), 'base64url').toString(),
    ) as string[][];
    const forged = `p1.${Buffer.from(JSON.stringify([[entries[0]![0], 'x']])).toString('base64url')}`;
    const refused = await parts.read({ after: forged }, () => true);
    expect(refused).toMatchObject([{ errors: [{ extensions: { code: 'CURSOR_INVALID', partition: codes[0] } }] }]);
  });

  test('of a partition that lags behind have null and an error for what it lacks', async () => {
    const lagging = districtTypes.replace('text: String! station: Station', 'text: String!');
    await using parts = await startParts(2, [lagging]);
    parts.logs.forEach((log, index) => log.add(codes[index]!, `${index}`));
    const events = await parts.read({}, (read) => textsOf(read).length === 2);
    const [old, fresh] = [0, 1].map((index) => events.find(({ data }) => data?.changed?.text === String(index)));
    expect(fresh?.errors).toBeUndefined();
    expect(old?.data?.changed?.station).toBeNull();
    expect(old?.errors).toMatchObject([
      { extensions: { code: 'PARTITION_FIELD_MISSING', field: 'StationChange.station', partition: codes[0] } },
    ]);
  });
});
