import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { link } from '../../support/stub-subgraph.ts';
import { shopSdl, startRegistryFixture, until, type Change, type RegistryFixture } from './registry.fixture.ts';

const checkOperation = `mutation ($changes: [SubgraphChange!]!) {
  check(changes: $changes) {
    passed graphVersion
    faults { code subgraph type field line }
    hints { subgraph }
    warnings { code message type field line }
    changes { criticality message path operations { name text clients { name count lastSeen } } }
  }
}`;

let fixture: RegistryFixture;
beforeAll(async () => {
  fixture = await startRegistryFixture();
  await fixture.publishAll();
  await until(async () => (await fixture.query('{ products { id } }'))['data'] != null);
  const send = (query: string, client: string, variables = {}) =>
    fetch(fixture.gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'graphql-client-name': client },
      body: JSON.stringify({ query, variables }),
    });
  for (const _ of [1, 2, 3]) await send('query Board { products { name weight } }', 'dashboard');
  await send('query One($id: ID!) { product(id: $id) { name } }', 'phone', { id: 'p1-private' });
  await send('query Inline { product(id: "p2-private") { name } }', 'phone');
});
afterAll(async () => fixture[Symbol.asyncDispose]());

async function check(...changes: Change[]) {
  return checkIn(fixture, changes);
}

async function checkIn(registry: RegistryFixture, changes: Change[]) {
  const { data, errors } = await registry.ask(checkOperation, { changes });
  expect(errors).toBeUndefined();
  return data?.['check'];
}

describe('a check', () => {
  test('names the operations and clients that a change breaks, and refuses it', async () => {
    const report = await check({ subgraph: 'shop', sdl: shopSdl.replace(/ name: String!/g, '') });
    expect(report.passed).toBe(false);
    const removed = report.changes.find(({ path }: { path: string }) => path === 'Product.name');
    expect(removed).toMatchObject({ criticality: 'BREAKING' });
    expect(removed.operations.map(({ name }: { name: string }) => name).sort()).toEqual(['Board', 'Inline', 'One']);
    expect(removed.operations.find(({ name }: { name: string }) => name === 'Board').clients).toEqual([
      { name: 'dashboard', count: 3, lastSeen: expect.stringMatching(/^20/) },
    ]);
    expect(await fixture.version()).toBe(1);
  });

  test('keeps no values of clients', async () => {
    const { data } = await fixture.ask('{ operations { name text } }');
    expect(data?.['operations'].length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(data)).not.toContain('private');
  });

  test('lets a breaking change pass that nobody is seen to use, and tells it', async () => {
    const report = await check({ subgraph: 'shop', sdl: shopSdl.replace(' secret: String', '') });
    expect(report.passed).toBe(true);
    expect(report.changes).toContainEqual(
      expect.objectContaining({ criticality: 'BREAKING', path: 'Product.secret', operations: [] }),
    );
  });

  test('tells dangerous and safe changes', async () => {
    const report = await check({
      subgraph: 'shop',
      sdl: shopSdl
        .replace('product(id: ID!)', 'product(id: ID!, code: ID)')
        .replace('weight: Int', 'weight: Int mass: Int'),
    });
    expect(report.passed).toBe(true);
    const kinds = new Set(report.changes.map(({ criticality }: { criticality: string }) => criticality));
    expect(kinds).toEqual(new Set(['DANGEROUS', 'SAFE']));
  });

  test('finds a required argument that is added where clients leave it out', async () => {
    const report = await check({
      subgraph: 'shop',
      sdl: shopSdl.replace('product(id: ID!)', 'product(id: ID!, code: ID!)'),
    });
    expect(report.passed).toBe(false);
  });

  test('tells why it does not compose', async () => {
    const report = await check({ subgraph: 'more', sdl: 'type Query {\n  a: Nowhere\n}' });
    expect(report).toMatchObject({
      passed: false,
      faults: [{ subgraph: 'more', type: 'Query', field: 'a', line: 2 }],
    });
  });

  test('warns of names, descriptions, and root fields that no partition can be found by', async () => {
    const sdl = `${link} type Query { all_places: [place!] }\ntype place @key(fields: "id") { id: ID! }`;
    const { warnings } = await check({ subgraph: 'places', partition: ['230103'], sdl });
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: 'POLICY_PARTITION_KEY', type: 'Query', field: 'all_places' }),
    );
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'POLICY_NAME', type: 'place', field: null }));
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'POLICY_NAME', field: 'all_places' }));
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'POLICY_DESCRIPTION', type: 'place' }));
  });
});

describe('a publish that breaks what clients use', () => {
  test('is refused, unless it is forced; the audit log tells of both', async () => {
    const change = { subgraph: 'shop', sdl: shopSdl.replace(/ name: String!/g, ''), url: fixture.shop.url };
    const refused = await fixture.publish([change], { probe: false });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'CHECK_FAILED',
      changes: expect.arrayContaining([expect.objectContaining({ path: 'Product.name' })]),
    });
    expect(refused.errors?.[0]?.message).toContain('dashboard: 3');
    expect(await fixture.version()).toBe(1);
    const forced = await fixture.ask(
      'mutation ($changes: [SubgraphChange!]!) { publish(changes: $changes, probe: false, force: true) { version { number } } }',
      { changes: [change] },
    );
    expect(forced.data?.['publish'].version.number).toBe(2);
    const { data } = await fixture.ask(
      '{ audit { act outcome detail } diff(from: 1, to: 2) { subgraphs { subgraph kind } changes { criticality path } } }',
    );
    expect(data?.['audit']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ act: 'publish', outcome: 'CHECK_FAILED' }),
        expect.objectContaining({ act: 'publish', outcome: 'done', detail: expect.stringContaining('forced') }),
      ]),
    );
    expect(data?.['diff']).toMatchObject({
      subgraphs: [{ subgraph: 'shop', kind: 'CHANGED' }],
      changes: expect.arrayContaining([{ criticality: 'BREAKING', path: 'Product.name' }]),
    });
  });
});

test('a rollback that breaks what clients use is done all the same, and tells what it breaks', async () => {
  const sdl = shopSdl.replace('weight: Int', 'weight: Int mass: Int');
  await fixture.publish([{ subgraph: 'shop', sdl, url: fixture.shop.url }], { probe: false, force: true });
  const fields = '{ __type(name: "Product") { fields { name } } }';
  await until(async () => JSON.stringify(await fixture.query(fields)).includes('mass'));
  await fixture.query('query Scale { products { mass } }');
  const { data } = await fixture.ask(
    'mutation { rollback(to: 1) { version { number } schemaChanges { path operations { name } } } }',
  );
  expect(data?.['rollback'].schemaChanges).toContainEqual({ path: 'Product.mass', operations: [{ name: 'Scale' }] });
  const audit = await fixture.ask('{ audit(first: 1) { act outcome detail } }');
  expect(audit.data?.['audit']).toEqual([
    {
      act: 'rollback',
      outcome: 'done',
      detail: `version ${data?.['rollback'].version.number}, though it breaks operations that clients use`,
    },
  ]);
});

test('every value of an enum counts that clients send in variables, since values are not kept', async () => {
  await using own = await startRegistryFixture();
  const kinds = (values: string) => ({
    subgraph: 'kinds',
    sdl: `type Query { ofKind(kind: Kind, of: Filter): Int }\nenum Kind { ${values} }\ninput Filter { kind: Kind }`,
    url: 'http://127.0.0.1:9/kinds',
  });
  await own.publish([kinds('OPEN CLOSED')], { probe: false });
  await until(async () => (await own.query('{ ofKind }'))['data'] !== undefined);
  const broken = async () => {
    const { passed, changes } = await checkIn(own, [kinds('CLOSED')]);
    const change = changes.find(({ path }: { path: string }) => path === 'Kind.OPEN');
    return { passed, operations: change.operations.map(({ name }: { name: string }) => name).sort() };
  };
  await own.query('query Literal { ofKind(kind: CLOSED) }');
  expect(await broken()).toEqual({ passed: true, operations: [] });
  await own.query('query Sent($kind: Kind) { ofKind(kind: $kind) }');
  await own.query('query Within($of: Filter) { ofKind(of: $of) }');
  expect(await broken()).toEqual({ passed: false, operations: ['Sent', 'Within'] });
});

test('hints on the schema that is checked are told before those on others', async () => {
  await using own = await startRegistryFixture();
  const unused = (name: string) => ({
    subgraph: name,
    sdl: `type Query { ${name}: Int }\nenum Unused_${name} { ONE }`,
    url: `http://127.0.0.1:9/${name}`,
  });
  await own.publish([unused('before')], { probe: false });
  const { hints } = await checkIn(own, [unused('mine')]);
  expect(hints).toEqual([{ subgraph: 'mine' }, { subgraph: 'before' }]);
});
