import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../shared/config/yaml-text.ts';
import { UsageError } from './command-outcome.ts';
import { readSchema } from './schema-input.ts';

/** One endpoint of a subgraph as an act of the registry takes it. */
export interface ChangeInput {
  readonly subgraph: string;
  readonly partition: readonly string[];
  readonly sdl?: string;
  readonly url?: string;
  readonly remove?: boolean;
}

export interface Manifest {
  readonly message: string | undefined;
  readonly changes: readonly ChangeInput[];
}

/** YAML reads 230103 as a number. */
const code = z.union([z.string(), z.number()]).transform(String);

const entry = z
  .strictObject({
    name: z.string(),
    schema: z.string().optional(),
    url: z.string().optional(),
    partition: z.union([code.transform((one) => one.split(',').map((part) => part.trim())), z.array(code)]).default([]),
    remove: z.boolean().default(false),
  })
  .refine(({ remove, schema, url }) => !remove || (schema === undefined && url === undefined), {
    error: 'with "remove" neither schema nor url is given',
  })
  .refine(({ remove, url }) => remove || url !== undefined, { path: ['url'], error: 'it is missing' });

const manifest = z.strictObject({ message: z.string().optional(), subgraphs: z.array(entry).min(1) });

/**
 * Reads a manifest and the schemas that it names, relative to it; a subgraph without one is asked at its URL. Throws
 * UsageError MANIFEST_INVALID with all faults at once, each with its line and column.
 */
export async function readManifest(file: string): Promise<Manifest> {
  const { message, subgraphs } = parseManifest(file, await readText(file));
  const changes = subgraphs.map(async ({ name, schema, url, partition, remove }): Promise<ChangeInput> => {
    if (remove || url === undefined) return { subgraph: name, partition, remove: true };
    const isPlace = schema === undefined || schema === '-' || /^https?:\/\//.test(schema);
    const sdl = await readSchema(isPlace ? (schema ?? url) : resolve(dirname(file), schema));
    return { subgraph: name, partition, sdl, url };
  });
  return { message, changes: await Promise.all(changes) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw invalid(file, [(error as Error).message]);
  }
}

function parseManifest(file: string, text: string): z.output<typeof manifest> {
  const yaml = readYaml(text);
  if (yaml.faults.length > 0) {
    throw invalid(
      file,
      yaml.faults.map(({ place, message }) => `${file}${place} ${message}`),
    );
  }
  const parsed = manifest.safeParse(yaml.value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const { path, message } = issue;
    // A field that it does not take is told of the object that has it.
    const place = yaml.placeOf(issue.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path);
    return `${file}${place} ${path.join('.') || 'the manifest'}: ${message}`;
  });
  throw invalid(file, faults);
}

function invalid(file: string, faults: readonly string[]): UsageError {
  const takes =
    'It takes "subgraphs", a list of { name, schema, url, partition } or { name, partition, remove: true }, and "message".';
  return new UsageError(`${file} is no manifest:\n  ${faults.join('\n  ')}\n${takes}`, 'MANIFEST_INVALID');
}
