import { Command } from 'commander';
import { runRegistryCommand, UsageError, type CommandOutput } from '../registry/command-outcome.ts';
import { outcomeText, versionFields, type ShownOutcome } from '../registry/graph-version.text.ts';
import { readManifest, type ChangeInput, type Manifest } from '../registry/manifest.ts';
import { askRegistry, type ConnectionOptions } from '../registry/registry-connection.ts';
import { schemaChangeFields } from '../registry/schema-change.text.ts';
import { partitionCodes, versionNumber, withRegistryOptions } from '../registry/registry-options.ts';
import { readSchema } from '../registry/schema-input.ts';

/** How `publish` and `check` say what is to change. */
export interface ChangeOptions extends ConnectionOptions {
  readonly schema?: string;
  readonly url?: string;
  readonly partition?: string;
  readonly file?: string;
}

interface PublishOptions extends ChangeOptions {
  readonly message?: string;
  readonly probe: boolean;
  readonly force?: boolean;
}

export function publishCommand(): Command {
  const command = new Command('publish')
    .argument('[name]', 'subgraph, such as district')
    .description('Publish a subgraph, or one partition of it, into the graph in service; all or nothing.')
    .option('--schema <place>', 'file, - for standard input, or URL of a running subgraph; --url where it is left out')
    .option('--url <url>', 'where the subgraph answers')
    .option('--partition <codes>', 'division codes that this endpoint holds, with commas between them')
    .option('--file <manifest>', 'YAML with several subgraphs, published in one act')
    .option('--message <text>', 'why')
    .option('--force', 'publish though it breaks operations that clients use')
    .option('--no-probe', 'do not ask the URL whether the schema is served there')
    .action((name: string | undefined, options: PublishOptions) =>
      runRegistryCommand(options.json, () => runPublish(name, options)),
    );
  return withRegistryOptions(command);
}

const publishOperation = `mutation ($changes: [SubgraphChange!]!, $message: String, $probe: Boolean!, $force: Boolean!) {
  outcome: publish(changes: $changes, message: $message, probe: $probe, force: $force) {
    changed version { ${versionFields} } schemaChanges { ${schemaChangeFields} }
  }
}`;

async function runPublish(name: string | undefined, options: PublishOptions): Promise<CommandOutput> {
  if (options.file === undefined && name !== undefined && options.url === undefined) {
    throw new UsageError(`--url is missing: where does ${name} answer?`);
  }
  const { changes, message } = await readChanges(name, options);
  return send(options, {
    changes,
    message: options.message ?? message,
    probe: options.probe,
    force: options.force ?? false,
  });
}

async function send(options: ConnectionOptions, variables: Record<string, unknown>): Promise<CommandOutput> {
  const { outcome } = await askRegistry<{ outcome: ShownOutcome }>(options, publishOperation, variables);
  return { value: outcome, text: outcomeText(outcome) };
}

/** Throws UsageError where the command line does not say what to change. */
export async function readChanges(name: string | undefined, options: ChangeOptions): Promise<Manifest> {
  const { schema, url, partition, file } = options;
  if (file !== undefined) {
    if (name !== undefined || schema !== undefined || url !== undefined || partition !== undefined) {
      throw new UsageError('--file names everything: leave out the name, --schema, --url and --partition.');
    }
    return readManifest(file);
  }
  if (name === undefined) throw new UsageError('Name the subgraph, such as "district", or a manifest with --file.');
  const place = schema ?? url;
  if (place === undefined) throw new UsageError('--schema or --url is missing: where is the schema?');
  const change = { subgraph: name, partition: partitionCodes(partition), sdl: await readSchema(place) };
  return { message: undefined, changes: [{ ...change, ...(url !== undefined && { url }) }] };
}

interface RemoveOptions extends ConnectionOptions {
  readonly partition?: string;
  readonly message?: string;
  readonly force?: boolean;
}

export function removeCommand(): Command {
  const command = new Command('remove')
    .argument('<name>', 'subgraph')
    .description('Take a subgraph, or one partition of it, out of the graph in service.')
    .option('--partition <codes>', 'codes of the partition as they were published; the default endpoint without')
    .option('--message <text>', 'why')
    .option('--force', 'remove though it breaks operations that clients use')
    .action((name: string, options: RemoveOptions) =>
      runRegistryCommand(options.json, () => {
        const change: ChangeInput = { subgraph: name, partition: partitionCodes(options.partition), remove: true };
        return send(options, {
          changes: [change],
          message: options.message,
          probe: false,
          force: options.force ?? false,
        });
      }),
    );
  return withRegistryOptions(command);
}

interface RollbackOptions extends ConnectionOptions {
  readonly to?: string;
  readonly message?: string;
}

export function rollbackCommand(): Command {
  const command = new Command('rollback')
    .argument('[name]', 'only this subgraph; the whole graph without')
    .description('Put an older version of the graph back into service, as a new version.')
    .option('--to <version>', 'graph version; the one before the version in service where it is left out')
    .option('--message <text>', 'why')
    .action((name: string | undefined, options: RollbackOptions) =>
      runRegistryCommand(options.json, () => runRollback(name, options)),
    );
  return withRegistryOptions(command);
}

async function runRollback(subgraph: string | undefined, options: RollbackOptions): Promise<CommandOutput> {
  const operation = `mutation ($to: Int, $subgraph: String, $message: String) {
    outcome: rollback(to: $to, subgraph: $subgraph, message: $message) {
      changed version { ${versionFields} } schemaChanges { ${schemaChangeFields} }
    }
  }`;
  const variables = { to: versionNumber('--to', options.to), subgraph, message: options.message };
  const { outcome } = await askRegistry<{ outcome: ShownOutcome }>(options, operation, variables);
  return { value: outcome, text: outcomeText(outcome) };
}
