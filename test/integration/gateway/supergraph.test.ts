import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { NoteLog, notesTypes, startNotes, startShop } from '../../support/stub-subgraph.graph.ts';
import { startStubSubgraph, type StubSubgraph } from '../../support/stub-subgraph.ts';
import { engines, testConfig } from './gateway.fixture.ts';

const logger = createLogger('gateway', 'silent');
let directory: string;
let running: (StubSubgraph | RunningGateway)[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  running = [];
});

afterEach(async () => {
  for (const each of running.reverse()) await each.stop();
  await rm(directory, { recursive: true });
});

async function keep<Resource extends StubSubgraph | RunningGateway>(starting: Promise<Resource>): Promise<Resource> {
  const resource = await starting;
  running.push(resource);
  return resource;
}

async function ask(gateway: RunningGateway, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
}

describe('the gateway at its start', () => {
  test('names the subgraphs that stay silent where it never had a supergraph', async () => {
    const shop = await keep(startShop());
    const notes = await keep(startNotes(new NoteLog()));
    await notes.stop();
    const starting = startGateway(testConfig(directory, [shop, notes], { startupTimeout: 200 }), logger);
    await expect(starting).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      message: expect.stringContaining(`notes at ${notes.url}`),
    });
  });

  test('waits for a subgraph that starts later', async () => {
    const shop = await keep(startShop());
    const first = await startNotes(new NoteLog());
    await first.stop();
    const starting = keep(startGateway(testConfig(directory, [shop, first], { startupTimeout: 10_000 }), logger));
    await keep(startNotes(new NoteLog(), first.port));
    expect(await ask(await starting, '{ products { notes { text } } }')).toMatchObject({ data: {} });
  });

  test('names subgraphs and fault where they do not compose', async () => {
    const typeDefs = 'type Query { other: Int } type Product @key(fields: "id") { id: ID! name: Int }';
    const other = await keep(startStubSubgraph({ name: 'other', typeDefs, resolvers: {} }));
    const shop = await keep(startShop());
    await expect(startGateway(testConfig(directory, [shop, other]), logger)).rejects.toMatchObject({
      code: 'COMPOSITION_FAILED',
      message: expect.stringMatching(/"?shop"?.*"?other"?|"?other"?.*"?shop"?/s),
    });
  });

  test.each(engines)(
    'serves its last good supergraph while a subgraph is silent, and the new one later (%s)',
    async (engine) => {
      const shop = await keep(startShop());
      const notes = await startNotes(new NoteLog());
      const config = testConfig(directory, [shop, notes], { engine, startupTimeout: 200 });
      await (await startGateway(config, logger)).stop();
      await notes.stop();

      const gateway = await keep(startGateway(config, logger));
      expect(await ask(gateway, '{ product(id: "p1") { name freight } }')).toMatchObject({
        data: { product: { name: 'Kettle', freight: null } },
        errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'notes' } }],
      });

      const typeDefs = notesTypes.replace('type Query {', 'type Query { added: Int');
      const resolvers = { Query: { added: () => 7 } };
      await keep(startStubSubgraph({ name: 'notes', typeDefs, resolvers, port: notes.port }));
      let answer = await ask(gateway, '{ added }');
      const deadline = Date.now() + 10_000;
      while (!isData(answer) && Date.now() < deadline) answer = await ask(gateway, '{ added }');
      expect(answer).toEqual({ data: { added: 7 } });
    },
  );

  test('takes no last good supergraph that was made of other subgraphs', async () => {
    const shop = await keep(startShop());
    const notes = await startNotes(new NoteLog());
    await (await startGateway(testConfig(directory, [shop, notes]), logger)).stop();
    await notes.stop();
    const elsewhere = { ...notes, url: notes.url.replace('/graphql', '/elsewhere') };
    const starting = startGateway(testConfig(directory, [shop, elsewhere], { startupTimeout: 100 }), logger);
    await expect(starting).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  test('composes the same subgraphs once', async () => {
    const subgraphs = [await keep(startShop()), await keep(startNotes(new NoteLog()))];
    const file = join(directory, 'gateway', 'supergraph.graphql');
    await (await startGateway(testConfig(directory, subgraphs), logger)).stop();
    const first = await readFile(file, 'utf8');
    const marked = first.replace('type Query', '"Stored." type Query');
    await (await import('node:fs/promises')).writeFile(file, marked);
    const gateway = await keep(startGateway(testConfig(directory, subgraphs), logger));
    expect(await ask(gateway, '{ __type(name: "Query") { description } }')).toEqual({
      data: { __type: { description: 'Stored.' } },
    });
  });
});

function isData(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'data' in answer;
}
