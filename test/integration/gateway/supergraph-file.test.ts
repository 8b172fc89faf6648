import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
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

describe('a supergraph file that cannot be served', () => {
  test.each([
    ['is missing', undefined, /there is no such file/],
    ['is not GraphQL', 'type Query {\n  a: Int\n', /own\.graphql:3:1: Syntax Error/],
    ['is no supergraph', 'type Query { a: Int }', /not a supergraph/],
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
