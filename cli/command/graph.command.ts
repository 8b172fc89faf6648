import { Command } from 'commander';
import { runRegistryCommand, type CommandOutput } from '../registry/command-outcome.ts';
import { changeText, versionFields, type ShownVersion } from '../registry/graph-version.text.ts';
import { askRegistry, type ConnectionOptions } from '../registry/registry-connection.ts';
import { versionNumber, wholeNumber, withRegistryOptions } from '../registry/registry-options.ts';
import { textTable } from '../terminal/text-table.ts';

interface VersionOptions extends ConnectionOptions {
  readonly version?: string;
}

interface ShownSubgraph {
  readonly subgraph: string;
  readonly partition: readonly string[];
  readonly number: number;
  readonly url: string;
  readonly actor: string;
  readonly message: string | null;
  readonly publishedAt: string;
}

export function listCommand(): Command {
  const command = new Command('list')
    .description('List the subgraphs in service, with every partition.')
    .option('--version <number>', 'those of an older graph version')
    .action((options: VersionOptions) => runRegistryCommand(options.json, () => runList(options)));
  return withRegistryOptions(command);
}

async function runList(options: VersionOptions): Promise<CommandOutput> {
  const operation = `query ($version: Int) {
    version(number: $version) { number }
    subgraphs(version: $version) { subgraph partition number url actor message publishedAt }
  }`;
  const variables = { version: versionNumber('--version', options.version) };
  const { version, subgraphs } = await askRegistry<{ version: { number: number } | null; subgraphs: ShownSubgraph[] }>(
    options,
    operation,
    variables,
  );
  const value = { version: version?.number ?? null, subgraphs };
  if (!version) return { value, text: 'Nothing has been published yet.' };
  const rows = subgraphs.map(({ subgraph, partition, number, url, actor, message, publishedAt }) => [
    subgraph,
    partition.length === 0 ? 'default' : partition.join(','),
    String(number),
    url,
    timeText(publishedAt),
    actor,
    message ?? '',
  ]);
  const head = ['SUBGRAPH', 'PARTITION', 'VERSION', 'URL', 'PUBLISHED', 'BY', 'MESSAGE'];
  return { value, text: `Graph version ${version.number}\n\n${textTable(head, rows)}` };
}

interface HistoryOptions extends ConnectionOptions {
  readonly first: string;
  readonly before?: string;
}

export function historyCommand(): Command {
  const command = new Command('history')
    .description('List the versions of the graph, the newest first, with who changed what and why.')
    .option('--first <count>', 'how many, 1 to 500', '50')
    .option('--before <version>', 'only versions older than this one')
    .action((options: HistoryOptions) => runRegistryCommand(options.json, () => runHistory(options)));
  return withRegistryOptions(command);
}

async function runHistory(options: HistoryOptions): Promise<CommandOutput> {
  const operation = `query ($first: Int!, $before: Int) { history(first: $first, before: $before) { ${versionFields} } }`;
  const variables = {
    first: wholeNumber('--first', options.first, 'a count of versions'),
    before: versionNumber('--before', options.before),
  };
  const { history } = await askRegistry<{ history: ShownVersion[] }>(options, operation, variables);
  const rows = history.map(({ number, createdAt, act, actor, changes, message }) => [
    String(number),
    timeText(createdAt),
    act.toLowerCase(),
    actor,
    changes.map(changeText).join(', '),
    message ?? '',
  ]);
  const text = textTable(['VERSION', 'WHEN', 'ACT', 'BY', 'CHANGES', 'MESSAGE'], rows);
  return { value: { versions: history }, text: rows.length === 0 ? 'Nothing has been published yet.' : text };
}

interface SupergraphOptions extends VersionOptions {
  readonly public?: boolean;
}

export function supergraphCommand(): Command {
  const command = new Command('supergraph')
    .description('Print the composed graph as SDL.')
    .option('--version <number>', 'an older graph version')
    .option('--public', 'the variant without what is tagged as internal')
    .action((options: SupergraphOptions) => runRegistryCommand(options.json, () => runSupergraph(options)));
  return withRegistryOptions(command);
}

async function runSupergraph(options: SupergraphOptions): Promise<CommandOutput> {
  const operation = 'query ($version: Int, $variant: Variant!) { supergraph(version: $version, variant: $variant) }';
  const version = versionNumber('--version', options.version);
  const variables = { version, variant: options.public ? 'PUBLIC' : 'INTERNAL' };
  const { supergraph } = await askRegistry<{ supergraph: string }>(options, operation, variables);
  return { value: { version: version ?? null, supergraphSdl: supergraph }, text: supergraph.trimEnd() };
}

/** To the second, in UTC. */
function timeText(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}
