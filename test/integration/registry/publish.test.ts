import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { openRegistryDatabase } from '../../../gateway/registry/store/registry.database.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { startStubSubgraph } from '../../support/stub-subgraph.ts';
import {
  askRegistry,
  notesSdl,
  publishOperation,
  shopSdl,
  startRegistryFixture,
  until,
  type RegistryFixture,
} from './registry.fixture.ts';

const renamed = shopSdl.replace('weight: Int', 'weight: Int mass: Int');

test('the database stands after the migrations as the entities say', async () => {
  await using testDatabase = await createTestDatabase('registry_drift');
  const logger = createLogger('registry', 'silent');
  const database = await openRegistryDatabase({ target: testDatabase.target, startupTimeout: 10_000 }, logger);
  try {
    expect(await database.orm.schema.getUpdateSchemaSQL()).toBe('');
  } finally {
    await database.close();
  }
});

describe('a publish', () => {
  test('puts several subgraphs into service at once, in every gateway, within two seconds', async () => {
    await using fixture = await startRegistryFixture();
    const other = await fixture.startAnother();
    expect(await fixture.query('{ products { name } }')).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    const { data } = await fixture.publishAll();
    expect(data?.['publish']).toMatchObject({
      changed: true,
      version: {
        number: 1,
        act: 'PUBLISH',
        actor: 'operator',
        changes: [
          { subgraph: 'shop', partition: [], kind: 'ADDED', number: 1 },
          { subgraph: 'notes', partition: [], kind: 'ADDED', number: 1 },
        ],
      },
    });
    for (const gateway of [fixture.gateway, other]) {
      await until(async () => (await fixture.query('{ products { name notes { text } } }', gateway))['data'] != null);
    }
  });

  test('of what is in service already changes nothing', async () => {
    await using fixture = await startRegistryFixture();
    await fixture.publishAll();
    const { data } = await fixture.publishAll();
    expect(data?.['publish']).toMatchObject({ changed: false, version: { number: 1 } });
  });

  test('beside another one at the same time is made after it, on what that one left', async () => {
    await using fixture = await startRegistryFixture();
    const replies = await Promise.all([
      fixture.publish([{ subgraph: 'shop', sdl: shopSdl, url: fixture.shop.url }]),
      fixture.publish([{ subgraph: 'notes', sdl: notesSdl, url: fixture.notes.url }]),
      fixture.publish([{ subgraph: 'more', sdl: 'type Query { more: Int }', url: 'http://127.0.0.1:9/' }], {
        probe: false,
      }),
    ]);
    const numbers = replies.map(({ data, errors }) => data?.['publish']?.version.number ?? errors?.[0]?.message);
    // What notes says of products does not compose before shop is there.
    expect(numbers.filter((number) => typeof number === 'number').length).toBeGreaterThanOrEqual(2);
    const { data } = await fixture.ask('{ history { number changes { subgraph } } subgraphs { subgraph } }');
    expect(data?.['history']).toHaveLength(data?.['subgraphs'].length);
  });

  test('beside others by other gateways of the registry loses none of them', async () => {
    await using fixture = await startRegistryFixture();
    const gateways = [fixture.gateway, await fixture.startAnother(), await fixture.startAnother()];
    const replies = await Promise.all(
      Array.from({ length: 9 }, (_none, index) => {
        const change = {
          subgraph: `s${index}`,
          sdl: `type Query { f${index}: Int }`,
          url: `http://127.0.0.1:9/${index}`,
        };
        const variables = { changes: [change], probe: false };
        return askRegistry(gateways[index % 3] ?? fixture.gateway, { query: publishOperation, variables });
      }),
    );
    const refused = replies.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
    expect(refused.filter((code) => code !== 'PUBLISH_CONFLICT')).toEqual([]);
    const { data } = await fixture.ask('{ subgraphs { subgraph } }');
    expect(data?.['subgraphs']).toHaveLength(9 - refused.length);
    expect(await fixture.version()).toBe(9 - refused.length);
  });

  test('can be rolled back, as a whole or one subgraph of it', async () => {
    await using fixture = await startRegistryFixture();
    await fixture.publishAll();
    const more = await startStubSubgraph({ name: 'more', typeDefs: 'type Query { more: Int }', resolvers: {} });
    try {
      await fixture.publish([{ subgraph: 'more', sdl: 'type Query { more: Int }', url: more.url }]);
      await fixture.publish([{ subgraph: 'shop', sdl: renamed, url: fixture.shop.url }], { probe: false });
      const rollback = (variables: Record<string, unknown>) =>
        fixture.ask(
          'mutation ($to: Int, $subgraph: String) { rollback(to: $to, subgraph: $subgraph) { version { number act changes { subgraph kind number } } } }',
          variables,
        );
      expect((await rollback({ to: 1, subgraph: 'shop' })).data?.['rollback'].version).toEqual({
        number: 4,
        act: 'ROLLBACK',
        changes: [{ subgraph: 'shop', kind: 'CHANGED', number: 1 }],
      });
      expect((await rollback({ to: 1 })).data?.['rollback'].version.changes).toEqual([
        { subgraph: 'more', kind: 'REMOVED', number: 1 },
      ]);
      expect((await rollback({ to: 99 })).errors?.[0]?.extensions.code).toBe('VERSION_NOT_FOUND');
      const unknown = await rollback({ to: 1, subgraph: 'nowhere' });
      expect(unknown.errors?.[0]?.extensions.code).toBe('SUBGRAPH_NOT_FOUND');
    } finally {
      await more.stop();
    }
  });

  test('cannot be rolled back to what no longer composes with the others', async () => {
    await using fixture = await startRegistryFixture();
    const { url } = fixture.shop;
    const unasked = { probe: false };
    await fixture.publish([{ subgraph: 'shop', sdl: shopSdl.replace(' weight: Int', ''), url }], unasked);
    await fixture.publish([{ subgraph: 'shop', sdl: shopSdl, url }], unasked);
    // What it says of products requires their weight.
    await fixture.publish([{ subgraph: 'notes', sdl: notesSdl, url: fixture.notes.url }], unasked);
    expect(await fixture.version()).toBe(3);
    const { errors } = await fixture.ask('mutation { rollback(to: 1, subgraph: "shop") { changed } }');
    expect(errors?.[0]?.extensions.code).toBe('COMPOSITION_FAILED');
    expect(await fixture.version()).toBe(3);
  });

  test('stays when the gateway starts again, and without the database too', async () => {
    await using fixture = await startRegistryFixture();
    await fixture.publishAll();
    const other = await fixture.startAnother();
    expect(await fixture.query('{ products { name } }', other)).toMatchObject({
      data: { products: expect.anything() },
    });
  });
});

describe('refused, with nothing changed, is', () => {
  let fixture: RegistryFixture;
  beforeAll(async () => {
    fixture = await startRegistryFixture({ GATEWAY_REGISTRY_MAX_SDL: '100000' });
    await fixture.publishAll();
  });
  afterAll(async () => fixture[Symbol.asyncDispose]());

  async function refusalOf(...changes: Parameters<RegistryFixture['publish']>) {
    const before = await fixture.version();
    const { errors } = await fixture.publish(...changes);
    expect(await fixture.version()).toBe(before);
    return {
      code: errors?.[0]?.extensions.code,
      findings: errors?.[0]?.extensions.findings,
      message: errors?.[0]?.message,
    };
  }
  const url = 'http://127.0.0.1:9/graphql';
  const unasked = { probe: false };

  test('a schema that does not parse, with its line', async () => {
    expect(await refusalOf([{ subgraph: 'x', sdl: 'type Query {\n  a: ', url }], unasked)).toMatchObject({
      code: 'SDL_INVALID',
      findings: [{ subgraph: 'x', line: 2 }],
    });
  });

  test('a schema that does not compose, with subgraph, type, field and line', async () => {
    expect(await refusalOf([{ subgraph: 'x', sdl: 'type Query {\n  a: Nowhere\n}', url }], unasked)).toMatchObject({
      code: 'COMPOSITION_FAILED',
      findings: [{ subgraph: 'x', type: 'Query', field: 'a', line: 2 }],
    });
  });

  test('a schema that redefines a field of another subgraph', async () => {
    const sdl = notesSdl.replace('notes(first: Int)', 'name: String! notes(first: Int)');
    expect(await refusalOf([{ subgraph: 'notes', sdl, url }], unasked)).toMatchObject({
      code: 'COMPOSITION_FAILED',
      findings: [expect.objectContaining({ code: 'INVALID_FIELD_SHARING', type: 'Product', field: 'name' })],
    });
  });

  test('a schema that says something of an entity without its key', async () => {
    const sdl = 'type Query { a: Int }\ntype Product { rating: Int }';
    const { code, findings } = await refusalOf([{ subgraph: 'x', sdl, url }], unasked);
    expect(code).toBe('COMPOSITION_FAILED');
    expect(findings).toContainEqual(expect.objectContaining({ code: 'KEY_MISSING', type: 'Product', line: 2 }));
  });

  test('a partition without any key', async () => {
    const sdl = 'type Query { a(code: ID!): Int }';
    expect(await refusalOf([{ subgraph: 'x', partition: ['230103'], sdl, url }], unasked)).toMatchObject({
      code: 'KEY_MISSING',
    });
  });

  test('a schema that is too large, and a request that is', async () => {
    const sdl = `type Query { a: Int }\n#${'x'.repeat(100_000)}`;
    expect(await refusalOf([{ subgraph: 'x', sdl, url }], unasked)).toMatchObject({ code: 'SDL_TOO_LARGE' });
    const huge = `type Query { a: Int }\n#${'x'.repeat(500_000)}`;
    expect(await refusalOf([{ subgraph: 'x', sdl: huge, url }], unasked)).toMatchObject({ code: 'SDL_TOO_LARGE' });
  });

  test('a message that is too long for any list', async () => {
    const change = { subgraph: 'x', sdl: 'type Query { a: Int }', url };
    expect(await refusalOf([change], { ...unasked, message: 'x'.repeat(100_000) })).toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  test('a supergraph', async () => {
    const { data } = await fixture.ask('{ supergraph }');
    const sdl = data?.['supergraph'];
    expect(await refusalOf([{ subgraph: 'x', sdl, url }], unasked)).toMatchObject({ code: 'SDL_IS_SUPERGRAPH' });
  });

  test('an operation instead of a schema, and an empty text', async () => {
    expect(await refusalOf([{ subgraph: 'x', sdl: '{ a }', url }], unasked)).toMatchObject({ code: 'SDL_INVALID' });
    expect(await refusalOf([{ subgraph: 'x', sdl: '', url }], unasked)).toMatchObject({ code: 'SDL_INVALID' });
  });

  test('a URL at which nothing answers, and what is none', async () => {
    await using gone = { url: '', [Symbol.asyncDispose]: async () => undefined };
    const stub = await startStubSubgraph({ name: 'x', typeDefs: 'type Query { a: Int }', resolvers: {} });
    gone.url = stub.url;
    await stub.stop();
    const sdl = 'type Query { a: Int }';
    expect(await refusalOf([{ subgraph: 'x', sdl, url: gone.url }])).toMatchObject({
      code: 'SUBGRAPH_URL_UNREACHABLE',
    });
    expect(await refusalOf([{ subgraph: 'x', sdl, url: 'ftp://x' }])).toMatchObject({
      code: 'SUBGRAPH_URL_UNREACHABLE',
    });
  });

  test('a schema at fault that is not deployed either, for its fault', async () => {
    const [broken, lost] = ['type Query {\n  a: ', 'type Query {\n  a: Nowhere\n}'];
    expect(await refusalOf([{ subgraph: 'x', sdl: broken, url }])).toMatchObject({ code: 'SDL_INVALID' });
    expect(await refusalOf([{ subgraph: 'x', sdl: lost, url }])).toMatchObject({ code: 'COMPOSITION_FAILED' });
  });

  test('a URL that answers another schema', async () => {
    expect(await refusalOf([{ subgraph: 'shop', sdl: renamed, url: fixture.shop.url }])).toMatchObject({
      code: 'SUBGRAPH_SCHEMA_MISMATCH',
      findings: [{ type: 'Product', field: 'mass' }],
    });
  });

  test('a URL that leads back to a gateway of the registry', async () => {
    const other = await fixture.startAnother();
    const sdl = 'type Query { a: Int }';
    for (const { url: own } of [fixture.gateway, other]) {
      expect(await refusalOf([{ subgraph: 'x', sdl, url: own }])).toMatchObject({ code: 'SUBGRAPH_URL_LOOP' });
    }
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const own = `http://${host}:${new URL(fixture.gateway.url).port}/graphql`;
      expect(await refusalOf([{ subgraph: 'x', sdl, url: own }], unasked)).toMatchObject({ code: 'SUBGRAPH_URL_LOOP' });
    }
  });

  test('the removal of what is not there, and of the last subgraph', async () => {
    expect(await refusalOf([{ subgraph: 'nowhere', remove: true }])).toMatchObject({ code: 'SUBGRAPH_NOT_FOUND' });
    const all = ['shop', 'notes'].map((subgraph) => ({ subgraph, remove: true }));
    expect(await refusalOf(all)).toMatchObject({ code: 'COMPOSITION_FAILED' });
  });

  test('all of an act of which one part is wrong', async () => {
    const good = { subgraph: 'good', sdl: 'type Query { good: Int }', url };
    expect(await refusalOf([good, { subgraph: 'bad', sdl: 'type Query {', url }], unasked)).toMatchObject({
      code: 'SDL_INVALID',
    });
    const { data } = await fixture.ask('{ subgraphs { subgraph } }');
    expect(data?.['subgraphs'].map(({ subgraph }: { subgraph: string }) => subgraph)).toEqual(['notes', 'shop']);
  });

  test('a partition that overlaps another', async () => {
    const own = (partition: string[]) => ({ subgraph: 'shop', partition, sdl: shopSdl, url });
    expect((await fixture.publish([own(['230103'])], unasked)).errors).toBeUndefined();
    for (const partition of [['230103', '230104'], ['230103001'], ['230104', '230104']]) {
      expect(await refusalOf([own(partition)], unasked)).toMatchObject({ code: 'PARTITION_OVERLAP' });
    }
    expect(await refusalOf([own(['2301x'])], unasked)).toMatchObject({ code: 'DIVISION_CODE_INVALID' });
    const many = Array.from({ length: 200 }, (_none, index) => String(230104100000 + index));
    expect(await refusalOf([own(many)], unasked)).toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('a partition that contradicts its contract', async () => {
    const sdl = shopSdl.replace('weight: Int', 'weight: String');
    expect(
      await refusalOf([{ subgraph: 'shop', partition: ['230105'], sdl, url: 'http://127.0.0.1:9/other' }], unasked),
    ).toMatchObject({
      code: 'PARTITION_CONTRACT_BROKEN',
      findings: [{ subgraph: 'shop', partition: '230105', type: 'Product', field: 'weight' }],
    });
  });
});
