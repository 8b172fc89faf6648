import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { link, startStubSubgraph } from '../../support/stub-subgraph.ts';
import {
  askRegistry,
  postQuery,
  shopSdl,
  startRegistryFixture,
  startRegistryGateway,
  until,
} from './registry.fixture.ts';

const keyed = `type Query { stations(code: ID!): [Station!]! station(id: ID!): Station }
type Station @key(fields: "id") { id: ID! name: String! }`;
const nangang = keyed.replace('name: String!', 'name: String! heritage: String!');

function startStations(name: string, typeDefs: string) {
  const stationOf = ({ id }: { id: string }) => ({ id, name: `${name} ${id}`, heritage: '1898' });
  return startStubSubgraph({
    name: 'stations',
    typeDefs,
    resolvers: {
      Query: {
        stations: (_root: unknown, { code }: { code: string }) => [stationOf({ id: `${code}-S1` })],
        station: (_root: unknown, { id }: { id: string }) => stationOf({ id }),
      },
      Station: { __resolveReference: stationOf },
    },
  });
}

describe('a partition that is published', () => {
  test('answers for its divisions, with a field of its own that is null elsewhere, until it is removed', async () => {
    await using fixture = await startRegistryFixture();
    const [city, own] = await Promise.all([startStations('city', keyed), startStations('nangang', nangang)]);
    try {
      const published = await fixture.publish([
        { subgraph: 'stations', sdl: `${link}\n${keyed}`, url: city.url },
        { subgraph: 'stations', partition: ['230103'], sdl: `${link}\n${nangang}`, url: own.url },
      ]);
      expect(published.errors).toBeUndefined();
      const ask = async () =>
        fixture.query('{ own: station(id: "230103-S1") { name heritage } other: station(id: "230102-S1") { name } }');
      await until(async () => (await ask())['data']?.own?.heritage === '1898');
      expect((await ask())['data']).toEqual({
        own: { name: 'nangang 230103-S1', heritage: '1898' },
        other: { name: 'city 230102-S1' },
      });
      const lacking = await fixture.query('{ station(id: "230102-S1") { heritage } }');
      expect(lacking).toMatchObject({ data: { station: { heritage: null } }, errors: [expect.anything()] });

      const another = await fixture.startAnother();
      expect((await fixture.query('{ station(id: "230103-S1") { name } }', another))['data']).toEqual({
        station: { name: 'nangang 230103-S1' },
      });
      const gone = { subgraph: 'stations', partition: ['230103'], remove: true };
      // Somebody asks for the field that goes with it.
      expect((await fixture.publish([gone])).errors?.[0]?.extensions.code).toBe('CHECK_FAILED');
      const removed = await fixture.publish([gone], { force: true });
      expect(removed.errors).toBeUndefined();
      const name = async () => (await fixture.query('{ station(id: "230103-S1") { name } }'))['data']?.station?.name;
      await until(async () => (await name()) === 'city 230103-S1');
    } finally {
      await Promise.all([city.stop(), own.stop()]);
    }
  });

  test('takes over also where it has nothing that the contract lacks', async () => {
    await using fixture = await startRegistryFixture();
    const [city, own] = await Promise.all([startStations('city', keyed), startStations('nangang', keyed)]);
    try {
      const sdl = `${link}\n${keyed}`;
      await fixture.publish([{ subgraph: 'stations', sdl, url: city.url }]);
      const name = async () => (await fixture.query('{ station(id: "230103-S1") { name } }'))['data']?.station?.name;
      await until(async () => (await name()) === 'city 230103-S1');
      await fixture.publish([{ subgraph: 'stations', partition: ['230103'], sdl, url: own.url }]);
      await until(async () => (await name()) === 'nangang 230103-S1');
    } finally {
      await Promise.all([city.stop(), own.stop()]);
    }
  });
});

const { TEST_REDIS_URL } = process.env;
(TEST_REDIS_URL ? test : test.skip)(
  'a publish wakes other gateways over Redis, long before they would look',
  async () => {
    await using fixture = await startRegistryFixture({ REDIS_URL: TEST_REDIS_URL ?? '', GATEWAY_REGISTRY_POLL: '60m' });
    const another = await fixture.startAnother();
    await fixture.publishAll();
    await until(async () => (await fixture.query('{ products { name } }', another))['data'] != null);
  },
);

describe('tokens', () => {
  const create = `mutation ($input: TokenInput!) { createToken(input: $input) { token info { id label partitions } } }`;

  test('allow their subgraph and partition, and end at once', async () => {
    await using fixture = await startRegistryFixture();
    await fixture.publishAll();
    const made = await fixture.ask(create, { input: { label: '南岗区', subgraphs: ['shop'], partitions: ['230103'] } });
    const { token, info } = made.data?.['createToken'];
    const publishAs = async (subgraph: string, partition: string[]) => {
      const change = { subgraph, partition, sdl: shopSdl, url: 'http://127.0.0.1:9/own' };
      return (await fixture.publish([change], { token, probe: false })).errors?.[0]?.extensions.code;
    };
    expect(await publishAs('shop', ['230104'])).toBe('REGISTRY_FORBIDDEN');
    expect(await publishAs('shop', [])).toBe('REGISTRY_FORBIDDEN');
    expect(await publishAs('notes', ['230103'])).toBe('REGISTRY_FORBIDDEN');
    const checkAs = async (partition: string[]) => {
      const change = { subgraph: 'shop', partition, sdl: shopSdl };
      const query = 'mutation ($changes: [SubgraphChange!]!) { check(changes: $changes) { passed } }';
      return (await fixture.ask(query, { changes: [change] }, token)).errors?.[0]?.extensions.code;
    };
    expect(await checkAs(['230104'])).toBe('REGISTRY_FORBIDDEN');
    expect(await checkAs(['230103'])).toBeUndefined();
    expect(await publishAs('shop', ['230103'])).toBeUndefined();
    expect((await fixture.ask(create, { input: { label: 'x' } }, token)).errors?.[0]?.extensions.code).toBe(
      'REGISTRY_FORBIDDEN',
    );
    await fixture.ask(`mutation { revokeToken(id: ${info.id}) { revokedAt } }`);
    const revoked = await fixture.ask('{ subgraphs { subgraph } }', {}, token);
    expect(revoked).toMatchObject({ status: 401, errors: [{ extensions: { code: 'REGISTRY_TOKEN_INVALID' } }] });

    const { data } = await fixture.ask('{ audit { actor act subject outcome } tokens { label revokedAt } }');
    expect(data?.['audit']).toContainEqual({
      actor: '南岗区',
      act: 'publish',
      subject: 'shop@230104',
      outcome: 'REGISTRY_FORBIDDEN',
    });
    expect(data?.['audit']).toContainEqual({
      actor: '南岗区',
      act: 'publish',
      subject: 'shop@230103',
      outcome: 'done',
    });
    expect(data?.['audit']).toContainEqual({
      actor: '南岗区',
      act: 'token.create',
      subject: 'x',
      outcome: 'REGISTRY_FORBIDDEN',
    });
    expect(data?.['audit'][0]).toMatchObject({ actor: 'operator', act: 'token.revoke', outcome: 'done' });
    expect(JSON.stringify(data)).not.toContain(token);
  });

  test('are needed for everything', async () => {
    await using fixture = await startRegistryFixture();
    for (const token of ['', 'wrong', randomBytes(32).toString('hex')]) {
      expect(await fixture.ask('{ subgraphs { subgraph } }', {}, token)).toMatchObject({ status: 401 });
    }
  });
});

describe('other routers', () => {
  test('get the supergraph with an entity tag, at the paths of Hive, and wait for the next', async () => {
    await using fixture = await startRegistryFixture({
      GATEWAY_REGISTRY_ROUTER_URLS: 'shop=http://proxy.example/shop',
    });
    expect((await fixture.get('/registry/supergraph')).status).toBe(404);
    await fixture.publishAll();
    await until(async () => (await fixture.get('/registry/supergraph')).status === 200);
    const key = { 'x-hive-cdn-key': 'the-admins-token-of-tests' };
    const first = await fixture.get('/artifacts/v1/liaison/supergraph', key);
    const tag = first.headers.get('etag') ?? '';
    expect(await first.text()).toContain('@join__graph(name: "shop", url: "http://proxy.example/shop")');
    expect((await fixture.get('/artifacts/v1/liaison/supergraph', { ...key, 'if-none-match': tag })).status).toBe(304);
    expect((await fixture.get('/artifacts/v1/liaison/supergraph', { 'x-hive-cdn-key': 'wrong' })).status).toBe(401);

    const waiting = fixture.get('/registry/supergraph?wait=20', { ...key, 'if-none-match': tag });
    await fixture.publish([{ subgraph: 'more', sdl: 'type Query { more: Int }', url: 'http://127.0.0.1:9/' }], {
      probe: false,
    });
    const next = await waiting;
    expect(next.status).toBe(200);
    expect(next.headers.get('etag')).not.toBe(tag);
    expect(await next.text()).toContain('more: Int');
    const timed = await fixture.get('/registry/supergraph?wait=0.1', {
      ...key,
      'if-none-match': next.headers.get('etag') ?? '',
    });
    expect(timed.status).toBe(304);
  });

  test('get no internal part without a token', async () => {
    await using fixture = await startRegistryFixture();
    await fixture.publishAll();
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@tag"])
      type Query { open: Int inner: Inner @tag(name: "internal") }
      type Inner { secret: Int @tag(name: "internal") }`;
    const { errors } = await fixture.publish([{ subgraph: 'more', sdl, url: 'http://127.0.0.1:9/' }], { probe: false });
    expect(errors).toBeUndefined();
    await until(async () => (await (await fixture.get('/registry/supergraph')).text()).includes('open: Int'));
    const open = await fixture.get('/artifacts/v1/any/contracts/public/supergraph');
    expect(await open.text()).toMatch(/secret: Int @inaccessible/);
    const all = await fixture.get('/registry/supergraph', { authorization: 'Bearer the-admins-token-of-tests' });
    expect(await all.text()).not.toContain('@inaccessible\n');
    expect((await fixture.get('/registry/supergraph?variant=internal')).status).toBe(401);

    const another = await fixture.startAnother({ GATEWAY_REGISTRY_VARIANT: 'public' });
    expect(await fixture.query('{ inner { secret } }', another)).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });
});

describe('a gateway whose registry is down', () => {
  test('starts from the last good graph on disk', async () => {
    await using fixture = await startRegistryFixture();
    const directory = await mkdtemp(join(tmpdir(), 'registry-'));
    try {
      await fixture.publishAll();
      await (await fixture.startAnother({ DATA_DIR: directory })).stop();
      // No database can be opened below a file.
      const obstacle = join(directory, 'no-folder');
      await writeFile(obstacle, '');
      const gateway = await startRegistryGateway({
        DATA_DIR: directory,
        GATEWAY_DATABASE_URL: `sqlite:${join(obstacle, 'gateway.sqlite')}`,
      });
      try {
        expect(await postQuery(gateway, '{ products { name } }')).toMatchObject({
          data: { products: expect.anything() },
        });
        expect(await askRegistry(gateway, { query: '{ subgraphs { subgraph } }' })).toMatchObject({
          status: 503,
          errors: [{ extensions: { code: 'REGISTRY_UNAVAILABLE' } }],
        });
      } finally {
        await gateway.stop();
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

test('subgraphs that the configuration names are published at the start, and stay as others publish them', async () => {
  await using fixture = await startRegistryFixture();
  await fixture.publish([{ subgraph: 'shop', sdl: shopSdl, url: fixture.shop.url }]);
  await fixture.startAnother({ GATEWAY_SUBGRAPHS: `shop=${fixture.notes.url},notes=${fixture.notes.url}` });
  const { data } = await fixture.ask('{ subgraphs { subgraph url actor } }');
  expect(data?.['subgraphs']).toEqual([
    { subgraph: 'notes', url: fixture.notes.url, actor: 'GATEWAY_SUBGRAPHS' },
    { subgraph: 'shop', url: fixture.shop.url, actor: 'operator' },
  ]);
});

test('one that does not fit what others have published is left out, and the registry stays open', async () => {
  await using fixture = await startRegistryFixture();
  await fixture.publish([{ subgraph: 'shop', sdl: shopSdl, url: fixture.shop.url }]);
  // Another subgraph with the same fields.
  const other = await fixture.startAnother({ GATEWAY_SUBGRAPHS: `twin=${fixture.shop.url}` });
  expect(await askRegistry(other, { query: '{ subgraphs { subgraph } audit(first: 1) { outcome } }' })).toMatchObject({
    data: { subgraphs: [{ subgraph: 'shop' }], audit: [{ outcome: 'COMPOSITION_FAILED' }] },
  });
  expect(await fixture.query('{ products { name } }', other)).toMatchObject({ data: { products: expect.anything() } });
});
