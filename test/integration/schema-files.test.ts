import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { readSupergraph } from '../../gateway/supergraph/supergraph.schema.ts';
import { emittedSchemas } from '../../scripts/emitted-schemas.ts';

const folder = join(import.meta.dirname, '..', '..', 'schema');
const operations = (await readdir(join(folder, 'operations'))).filter((name) => name.endsWith('.graphql'));
let emitted: Record<string, string>;

beforeAll(async () => {
  emitted = await emittedSchemas();
});

describe('schema/', () => {
  test('holds a file for each subgraph and the supergraph, and no other', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql'));
    expect(files.sort()).toEqual(Object.keys(emitted).sort());
  });

  test('is what the code says: run "npm run schema" where it is not', async () => {
    for (const [name, content] of Object.entries(emitted)) {
      expect(`${name}\n${await readFile(join(folder, name), 'utf8')}`).toBe(`${name}\n${content}`);
    }
  });

  test.each(operations)('has an operation %s that the graph can answer', async (name) => {
    const { apiSchema } = readSupergraph(emitted['supergraph.graphql'] ?? '');
    expect(validate(apiSchema, parse(await readFile(join(folder, 'operations', name), 'utf8')))).toEqual([]);
  });
});
