import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import { startSupergraphFile } from '../../../gateway/supergraph/supergraph-file.source.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { engines, startFixture, testConfig, type GatewayFixture } from './gateway.fixture.ts';

const logger = createLogger('gateway', 'silent');

/** The composed supergraph of the fixture's stub subgraphs, as a file of its own. */
async function supergraphFile(fixture: GatewayFixture): Promise<string> {
  const file = join(fixture.directory, 'own.graphql');
  await copyFile(join(fixture.directory, 'gateway', 'supergraph.graphql'), file);
  return file;
}

async function ask({ url }: RunningGateway, query: string): Promise<{ data?: unknown; errors?: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as { data?: unknown; errors?: unknown };
}

/** Asks until the answer is `expected`; bounded, so that a reload that never comes fails the test. */
async function untilAnswered(gateway: RunningGateway, query: string, expected: unknown): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask(gateway, query);
    if (JSON.stringify(answer) === JSON.stringify(expected)) return;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await delay(50);
  }
}

describe.each(engines)('a gateway on a supergraph file (%s)', (engine) => {
  test('serves it at its own path and follows its changes; a faulty change leaves the old one in service', async () => {
    await using fixture = await startFixture();
    const file = await supergraphFile(fixture);
    const config = testConfig(fixture.directory, [], {
      engine,
      supergraphFile: file,
      path: '/api',
      jwksFile: undefined,
    });
    let tellRefusal: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => (tellRefusal = resolve));
    const telling = Object.assign(createLogger('gateway', 'silent'), { error: () => tellRefusal() });
    const gateway = await startGateway(config, telling);
    try {
      expect(gateway.url).toMatch(/\/api$/);
      const probe = '{ __type(name: "Product") { description } }';
      const plain = await ask(gateway, probe);
      expect(plain.errors).toBeUndefined();

      await writeFile(file, 'type Query {');
      const text = await readFile(join(fixture.directory, 'gateway', 'supergraph.graphql'), 'utf8');
      await refused;
      expect(await ask(gateway, probe)).toEqual(plain);

      await writeFile(file, text.replace(/^type Product\b/m, '"changed"\ntype Product'));
      await untilAnswered(gateway, probe, { data: { __type: { description: 'changed' } } });
    } finally {
      await gateway.stop();
    }
  });

  test('forwards whatever Authorization a client has where it has no keys to verify it with', async () => {
    await using fixture = await startFixture();
    const supergraph = await supergraphFile(fixture);
    const config = testConfig(fixture.directory, [], { engine, supergraphFile: supergraph, jwksFile: undefined });
    const gateway = await startGateway(config, logger);
    try {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Basic of-another-kind' },
        body: '{"query":"{ product(id: \\"p1\\") { secret } }"}',
      });
      expect(await response.json()).toEqual({ data: { product: { secret: 'Basic of-another-kind' } } });
    } finally {
      await gateway.stop();
    }
  });
});

describe('a supergraph file of Federation 1', () => {
  test('is followed as the one of Federation 2 that says the same', async () => {
    await using fixture = await startFixture();
    const file = join(fixture.directory, 'own.graphql');
    const text = (key: string) => `
      schema @core(feature: "https://specs.apollo.dev/core/v0.1") @core(feature: "https://specs.apollo.dev/join/v0.1") {
        query: Query
      }
      directive @core(feature: String!) repeatable on SCHEMA
      directive @join__field(graph: join__Graph, requires: String, provides: String) on FIELD_DEFINITION
      directive @join__type(graph: join__Graph!, key: String) repeatable on OBJECT | INTERFACE
      directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
      directive @join__graph(name: String!, url: String!) on ENUM_VALUE
      enum join__Graph { A @join__graph(name: "a" url: "http://a") }
      type Query { goods: [Good] @join__field(graph: A) }
      type Good @join__owner(graph: A) @join__type(graph: A, key: "${key}") { upc: ID @join__field(graph: A) ean: ID }`;
    await writeFile(file, text('upc'));
    const source = await startSupergraphFile({ logger, check: () => undefined }, file);
    try {
      expect(source.current()).toContain('type Good\n  @join__type(graph: A, key: "upc")');
      const changed = new Promise<string>((resolve) => source.onChange(resolve));
      await writeFile(file, text('ean'));
      expect(await changed).toContain('type Good\n  @join__type(graph: A, key: "ean")');
    } finally {
      await source.stop();
    }
  });
});

const supergraphOf = (url: string): string => `directive @join__graph(name: String!, url: String!) on ENUM_VALUE
enum join__Graph {
  A @join__graph(name: "a", url: "${url}")
} type Query { a: Thing }`;

describe('a supergraph file that cannot be served', () => {
  test.each([
    ['is missing', undefined, /there is no such file/],
    ['is not GraphQL', 'type Query {\n  a: Int\n', /own\.graphql:3:1: Syntax Error/],
    ['is no supergraph', 'type Query { a: Int }', /not a supergraph/],
    ['names a type that is not there', supergraphOf('http://a'), /own\.graphql:4:19: .* Unknown type "Thing"/],
    ['has a subgraph without a URL', supergraphOf(''), /own\.graphql:3:29: .* "" is no http or https URL/],
    ['has a URL of another kind', supergraphOf('ftp://a'), /own\.graphql:3:29: .* "ftp:\/\/a" is no http or https URL/],
  ])('because it %s is told with its place', async (_fault, text, message) => {
    await using fixture = await startFixture();
    const file = join(fixture.directory, 'own.graphql');
    if (text !== undefined) await writeFile(file, text);
    const starting = startGateway(testConfig(fixture.directory, [], { supergraphFile: file }), logger);
    await expect(starting).rejects.toMatchObject({
      code: 'SUPERGRAPH_FILE_INVALID',
      message: expect.stringMatching(message),
    });
  });
});
