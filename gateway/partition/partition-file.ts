import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { ClientError } from '../../shared/errors/client-error.ts';
import { optionalDuration } from '../../shared/config/variable.ts';
import { readYaml } from '../../shared/config/yaml-text.ts';
import { fallbackName, type Partition, type PartitionTable, type SubgraphPartitions } from './partition.ts';
import { createPartitionTable, faultsOfTable, invalidPartitions, type TableFault } from './partition-table.ts';

/** YAML reads unquoted digits as a number. */
const code = z.union([z.string(), z.number().transform(String)], {
  error: 'It takes a division code such as "230103"',
});
const text = z.string({ error: 'It takes a text' }).trim().min(1, 'It takes a text that is not empty');

const partition = z.strictObject({
  name: text.optional(),
  codes: z.array(code, { error: 'It takes a list of division codes' }),
  url: text,
  schema: text.optional(),
  timeout: optionalDuration('off'),
});

const partitionFile = z.strictObject({
  subgraphs: z.array(
    z.strictObject({
      name: text,
      schema: text.optional(),
      default: text.optional(),
      partitions: z.array(partition, { error: 'It takes a list of partitions' }),
    }),
    { error: 'It takes a list of subgraphs' },
  ),
});

type PartitionFile = z.output<typeof partitionFile>;

/**
 * Reads a partition file, YAML or JSON; `schema` names SDL files, relative to it. Throws ClientError PARTITIONS_INVALID
 * with every fault and its line and column.
 */
export async function readPartitionFile(file: string): Promise<PartitionTable> {
  const source = `The partition file ${file}`;
  const written = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalidPartitions([reasonOf(error)], source);
  });
  const yaml = readYaml(written);
  const fail = (faults: readonly TableFault[]): ClientError =>
    invalidPartitions(
      faults.map(({ path, message }) => `${file}${yaml.placeOf(path)} ${path.join('.')}: ${message}`),
      source,
    );
  if (yaml.faults.length > 0) {
    const told = yaml.faults.map(({ place, message }) => `${file}${place} ${message}`);
    throw invalidPartitions(told, source);
  }
  const parsed = partitionFile.safeParse(yaml.value);
  if (!parsed.success) {
    throw fail(parsed.error.issues.map(({ path, message }) => ({ path: path.map(segmentOf), message })));
  }
  const { list, faults } = await resolveSchemas(parsed.data, dirname(resolve(file)));
  const all = [...faults, ...faultsOfTable(list)];
  if (all.length > 0) throw fail(all);
  return createPartitionTable(list);
}

interface Resolved {
  readonly list: readonly SubgraphPartitions[];
  readonly faults: readonly TableFault[];
}

async function resolveSchemas({ subgraphs }: PartitionFile, folder: string): Promise<Resolved> {
  const faults: TableFault[] = [];
  const sdlOf = async (file: string | undefined, path: TableFault['path']): Promise<string | undefined> => {
    if (file === undefined) return undefined;
    return readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
      faults.push({ path, message: `The schema "${file}" cannot be read: ${reasonOf(error)}` });
      return undefined;
    });
  };
  const list = await Promise.all(
    subgraphs.map(async (entry, index): Promise<SubgraphPartitions> => {
      const path = ['subgraphs', index];
      const partitions = entry.partitions.map(async ({ name, codes, url, schema, timeout }, at): Promise<Partition> => {
        const sdl = await sdlOf(schema, [...path, 'partitions', at, 'schema']);
        return { name: name ?? codes[0] ?? `partition ${at + 1}`, codes, url, sdl, timeout };
      });
      return {
        subgraph: entry.name,
        partitions: await Promise.all(partitions),
        fallback: entry.default === undefined ? undefined : { name: fallbackName, url: entry.default, codes: [] },
        sdl: await sdlOf(entry.schema, [...path, 'schema']),
      };
    }),
  );
  return { list, faults };
}

function segmentOf(segment: PropertyKey): string | number {
  return typeof segment === 'symbol' ? String(segment) : segment;
}

function reasonOf(error: unknown): string {
  const { code: reason, message } = error as NodeJS.ErrnoException;
  return reason === 'ENOENT' ? 'there is no such file' : message;
}
