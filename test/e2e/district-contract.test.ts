import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEndpoint } from '../../cli/contract/contract-endpoint.ts';
import { findDivision } from '../../cli/contract/division.finder.ts';
import { testDistrictContract, type ContractTest } from '../../cli/contract/district.contract.ts';
import { networkReader } from '../../subgraphs/network/feed/network-feeds.ts';
import { startDistrictSystem, type DistrictSystem } from '../support/district-system.ts';
import { startTamperingProxy, type Tampering } from '../support/tampering-proxy.ts';
import { startWholeGraph } from '../support/whole-graph.ts';

const division = '230103';

let system: DistrictSystem;

beforeAll(async () => {
  system = await startDistrictSystem();
  const signers = { deputyIds: ['230103-D000001', '230103-D000002'] };
  const { id } = await system.act('submit', {
    ...signers,
    title: '王岗镇主街夜间照明',
    content: '路灯缺三十盏,请补齐。',
    topic: '市政',
    stationId: '230103101-S1',
  });
  await system.act('register', { id });
  await system.act('assign', { id, organ: '南岗区城市管理局' });
  await system.act('receive', { id });
  await system.act('submit', { ...signers, title: '社区食堂', content: '请增设。' });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** All faults of an endpoint, and what could not be tested. */
async function judge(
  url: string,
  options: Partial<ContractTest> = {},
): Promise<{ faults: string[]; remarks: string[] }> {
  const reports = await testDistrictContract({ url, division, timeout: 10_000, ...options });
  return {
    faults: reports.flatMap(({ faults }) => faults),
    remarks: reports.flatMap(({ remarks }) => remarks),
  };
}

async function judgeTampered(tampering: Tampering): Promise<string> {
  await using proxy = await startTamperingProxy(system.url, tampering);
  return (await judge(proxy.url, { timeout: 3_000 })).faults.join('\n');
}

describe('The contract of a district', () => {
  it('is kept by the product’s own district subgraph', async () => {
    await using graph = await startWholeGraph({ districts: [division] });
    // As network reads it: without a token drafts are kept to those who sign them, and leave gaps.
    const token = await graph.keys.token(networkReader);
    expect(await judge(graph.district.url, { token })).toEqual({ faults: [], remarks: [] });
  }, 120_000);

  it('is kept by the example of a system that is not ours, and still after its plug was pulled', async () => {
    const { faults, remarks } = await judge(system.url);
    expect(faults).toEqual([]);
    await system.restart();
    expect(await judge(system.url)).toEqual({ faults: [], remarks });
  });

  it('names a required field that the schema lacks, and only remarks on one that is not required', async () => {
    const tampering: Tampering = { answer: (text) => text.replace('  hasCongress: Boolean!\\n', '') };
    expect(await judgeTampered(tampering)).toBe('Township.hasCongress: Boolean! is missing.');
    const { remarks } = await judge(system.url);
    expect(remarks).toContain(
      'DistrictSuggestion.opinions is not required and missing: who asks for it gets no DistrictSuggestion of this system, and an error that says so.',
    );
  });

  it.each<[string, Tampering, RegExp]>([
    [
      'a key that is missing',
      { answer: (text) => text.replace('type Station @key(fields: \\"id\\")', 'type Station') },
      /Station lacks @key\(fields: "id"\)/,
    ],
    ['a status of its own', { answer: (text) => text.replace('  DRAFT\\n', '  DRAFT\\n  SHELVED\\n') }, /SHELVED/],
    [
      'a field that has become nullable',
      { answer: (text) => text.replace('hasCongress: Boolean!', 'hasCongress: Boolean') },
      /Township\.hasCongress is Boolean; the contract has Boolean!/,
    ],
    ['SDL that is none', { answer: (text) => text.replace('type Query {', 'typ Query {') }, /The SDL is not GraphQL/],
    ['no JSON', { answer: () => '<html>' }, /no GraphQL response.*<html>/],
  ])('finds %s in the schema', async (_what, tampering, expected) => {
    expect(await judgeTampered(tampering)).toMatch(expected);
  });

  it.each<[string, (entities: unknown[]) => unknown[], RegExp]>([
    ['entities in another order', (entities) => entities.toReversed(), /where .* was asked for|is null at/],
    ['strangers that are left out instead of null', (entities) => entities.filter(Boolean), /gives \d+ items for \d+/],
    [
      'a stranger that it pretends to hold',
      (entities) => entities.map((entity) => entity ?? { __typename: 'Township', code: '110101001' }),
      /is not of this district, and yet/,
    ],
  ])('finds %s', async (_what, change, expected) => {
    const answer: Tampering['answer'] = (text) => {
      const { data, ...rest } = JSON.parse(text) as { data?: { _entities?: unknown[] } };
      if (!data?._entities || data._entities.length < 2) return text;
      return JSON.stringify({ ...rest, data: { ...data, _entities: change(data._entities) } });
    };
    expect(await judgeTampered({ answer })).toMatch(expected);
  });

  it.each<[string, Tampering, RegExp]>([
    [
      'pages that begin anew each time',
      { request: (sent) => ({ ...sent, variables: { ...sent.variables, after: null } as never }) },
      /a node is on two pages|takes a cursor that is none without an error/,
    ],
    [
      'a count that is wrong',
      { answer: (text) => text.replace('"totalCount":22', '"totalCount":25') },
      /hold 22 nodes and end there; totalCount is 25/,
    ],
  ])('finds %s', async (_what, tampering, expected) => {
    expect(await judgeTampered(tampering)).toMatch(expected);
  });

  it.each<[string, Tampering, RegExp]>([
    [
      'an event told twice',
      { serverMessage: (message) => (isNext(message) ? [message, message] : [message]) },
      /is due/,
    ],
    [
      'an event left out',
      { serverMessage: (message) => (isNext(message) && sequenceOf(message) === 2 ? [] : [message]) },
      /and then nothing|is due/,
    ],
    [
      'a feed that looks at no cursor',
      {
        clientMessage: (message) => [
          'payload' in message
            ? { ...message, payload: { ...(message['payload'] as object), variables: {} } }
            : message,
        ],
      },
      /takes a cursor that is none/,
    ],
    [
      'facts that are missing',
      {
        serverMessage: (message) => [
          JSON.parse(JSON.stringify(message).replace('"keySupervision":false,', '')) as object,
        ],
      },
      /not one that network can apply.*keySupervision/,
    ],
  ])('finds %s', async (_what, tampering, expected) => {
    expect(await judgeTampered(tampering)).toMatch(expected);
  });

  it('is that of the district which the first event tells of, where none is named', async () => {
    const endpoint = openEndpoint({ url: system.url, timeout: 5_000 });
    expect(await findDivision(endpoint)).toBe(division);
    await expect(findDivision(openEndpoint({ url: 'http://127.0.0.1:9/graphql', timeout: 5_000 }))).rejects.toThrow(
      /WebSocket.*--division 230103/,
    );
  });

  it('says that nobody is there', async () => {
    const { faults } = await judge('http://127.0.0.1:9/graphql');
    expect(faults).toHaveLength(5);
    expect(faults[0]).toMatch(/^POST to http:\/\/127\.0\.0\.1:9\/graphql fails: /);
  });
});

function isNext(message: Record<string, unknown>): boolean {
  return message['type'] === 'next';
}

function sequenceOf(message: Record<string, unknown>): unknown {
  return (message as { payload?: { data?: { event?: { sequence?: unknown } } } }).payload?.data?.event?.sequence;
}
