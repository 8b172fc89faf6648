import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPartitionFile } from './partition-file.ts';
import { createPartitionTable } from './partition-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partitions-'));
  await writeFile(join(folder, 'nangang.graphql'), 'type Query { station(id: ID!): String }');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, 'partitions.yaml');
  await writeFile(file, text);
  return readPartitionFile(file);
}

async function faultOf(text: string): Promise<string> {
  const error = await read(text).then(
    () => new Error('no fault'),
    (thrown: unknown) => thrown as Error & { code?: string },
  );
  expect(error).toMatchObject({ code: 'PARTITIONS_INVALID' });
  return error.message.replaceAll(folder, '');
}

describe('a partition file', () => {
  test('is YAML with a default endpoint, names, schemas and time limits', async () => {
    const table = await read(`
subgraphs:
  - name: district
    default: http://one/graphql
    partitions:
      - { name: 南岗区, codes: [230103], url: http://two/graphql, schema: nangang.graphql, timeout: 5s }
      - { codes: ["230104", "230108"], url: http://three/graphql }
`);
    expect(table.get('district')).toEqual({
      subgraph: 'district',
      fallback: { name: 'default', url: 'http://one/graphql', codes: [] },
      sdl: undefined,
      partitions: [
        {
          name: '南岗区',
          codes: ['230103'],
          url: 'http://two/graphql',
          sdl: 'type Query { station(id: ID!): String }',
          timeout: 5_000,
        },
        {
          name: '230104',
          codes: ['230104', '230108'],
          url: 'http://three/graphql',
          sdl: undefined,
          timeout: undefined,
        },
      ],
    });
  });

  test('may be JSON', async () => {
    const partitions = [{ codes: ['230103'], url: 'http://two/graphql' }];
    const table = await read(JSON.stringify({ subgraphs: [{ name: 'district', partitions }] }));
    expect(table.get('district')?.fallback).toBeUndefined();
    expect(table.get('district')?.partitions.map(({ name }) => name)).toEqual(['230103']);
  });

  test('tells every fault at once, with its line and column', async () => {
    const message = await faultOf(`subgraphs:
  - name: district
    default: http://two/graphql
    partitions:
      - { codes: ["230103"], url: http://two/graphql }
      - { codes: ["230103001", "23"], url: ftp://three }
      - { codes: [], url: http://four/graphql, schema: gone.graphql }
  - name: district
    partitions: []
`);
    expect(message.split('\n').slice(1)).toEqual([
      '  /partitions.yaml:7:56 subgraphs.0.partitions.2.schema: The schema "gone.graphql" cannot be read: there is no such file',
      '  /partitions.yaml:6:19 subgraphs.0.partitions.1.codes.0: 230103001 overlaps with 230103 of partition "230103".',
      '  /partitions.yaml:6:32 subgraphs.0.partitions.1.codes.1: "23" is no division code: it takes 6, 9 or 12 digits.',
      '  /partitions.yaml:6:44 subgraphs.0.partitions.1.url: "ftp://three" is no URL that begins with http:// or https://.',
      '  /partitions.yaml:7:18 subgraphs.0.partitions.2.codes: Partition "partition 3" has no division code.',
      '  /partitions.yaml:3:14 subgraphs.0.default: Partition "230103" has this URL already: an endpoint is one partition, with all of its codes.',
      '  /partitions.yaml:9:17 subgraphs.1.partitions: The subgraph "district" has no partition.',
      '  /partitions.yaml:8:11 subgraphs.1.name: The subgraph "district" stands twice.',
    ]);
  });

  test.each([
    ['subgraphs: [', /:1:13 /],
    ['', /subgraphs|expected object/],
    ['subgraphs: []\nextra: 1', /Unrecognized key: "extra"/],
    ['subgraphs: [{ name: a, partitions: [{ codes: [230103] }] }]', /:1:37 subgraphs\.0\.partitions\.0\.url: It takes/],
    ['subgraphs: [{ name: a, partitions: [{ codes: 230103, url: http://x }] }]', /codes: It takes a list of division/],
    ['subgraphs: [{ name: a, partitions: [{ codes: [230103], url: http://x, timeout: long }] }]', /such as 500ms/],
  ])('refuses %j', async (text, expected) => {
    expect(await faultOf(text)).toMatch(expected);
  });

  test('that is not there is a fault too', async () => {
    await expect(readPartitionFile(join(folder, 'none.yaml'))).rejects.toThrow(
      /none\.yaml cannot be used:\n {2}there is no/,
    );
  });
});

describe('a partition table', () => {
  test('refuses what overlaps, whichever of the two is the wider one', () => {
    const partition = (code: string) => ({ name: code, codes: [code], url: `http://${code}` });
    const table = (...codes: string[]) => [{ subgraph: 'a', partitions: codes.map(partition), fallback: undefined }];
    expect(() => createPartitionTable(table('230103001', '230103'))).toThrow(/230103 overlaps with 230103001/);
    expect(() => createPartitionTable(table('230103', '230103'))).toThrow(/overlaps/);
    expect(createPartitionTable(table('230103001', '230103002', '230104')).size).toBe(1);
  });
});
