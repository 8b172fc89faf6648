import { type Command } from 'commander';
import { runRegistryCommand, UsageError, type CommandOutput } from '../registry/command-outcome.ts';
import { askRegistry, type ConnectionOptions } from '../registry/registry-connection.ts';
import { partitionCodes, wholeNumber, withRegistryOptions } from '../registry/registry-options.ts';
import { textTable } from '../terminal/text-table.ts';

interface CreateOptions extends ConnectionOptions {
  readonly name?: string;
  readonly partition?: string;
  readonly label?: string;
  readonly admin?: boolean;
}

interface ShownToken {
  readonly id: number;
  readonly label: string;
  readonly admin: boolean;
  readonly subgraphs: readonly string[] | null;
  readonly partitions: readonly string[] | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

const fields = 'id label admin subgraphs partitions createdBy createdAt revokedAt';

/** Adds the commands over registry tokens to `liaison token`, which makes users' tokens by itself. */
export function addRegistryTokenCommands(token: Command): void {
  withRegistryOptions(
    token
      .command('create')
      .description("Make a registry token, which publishes named subgraphs; it is shown once. Takes an admin's token.")
      .option('--name <subgraphs>', 'subgraphs that it allows, with commas between them')
      .option('--partition <codes>', 'division codes that it allows; all, and the default endpoint, without')
      .option('--label <text>', 'how the audit log names the holder; the subgraphs and codes where it is left out')
      .option('--admin', 'may do everything')
      .action((options: CreateOptions) => runRegistryCommand(options.json, () => runCreate(options))),
  );
  withRegistryOptions(
    token
      .command('list')
      .description('List the registry tokens, without the tokens themselves.')
      .action((options: ConnectionOptions) => runRegistryCommand(options.json, () => runList(options))),
  );
  withRegistryOptions(
    token
      .command('revoke')
      .argument('<id>', 'as the list has it')
      .description('End a registry token at once.')
      .action((id: string, options: ConnectionOptions) =>
        runRegistryCommand(options.json, () => runRevoke(id, options)),
      ),
  );
}

async function runCreate(options: CreateOptions): Promise<CommandOutput> {
  const { name, partition, admin = false } = options;
  if (admin && (name !== undefined || partition !== undefined)) {
    throw new UsageError('--admin allows everything: leave out --name and --partition.');
  }
  if (!admin && name === undefined) {
    throw new UsageError('--name is missing: which subgraph may the holder publish? (--admin for all.)');
  }
  const label = options.label ?? (admin ? 'admin' : `${name}${partition === undefined ? '' : `@${partition}`}`);
  const subgraphs = name?.split(',').map((one) => one.trim());
  const partitions = partition === undefined ? undefined : partitionCodes(partition);
  const { created } = await askRegistry<{ created: { token: string; info: ShownToken } }>(
    options,
    `mutation ($input: TokenInput!) { created: createToken(input: $input) { token info { ${fields} } } }`,
    { input: { label, admin, subgraphs, partitions } },
  );
  return { value: { token: created.token, ...created.info }, text: created.token };
}

async function runList(options: ConnectionOptions): Promise<CommandOutput> {
  const { tokens } = await askRegistry<{ tokens: ShownToken[] }>(options, `{ tokens { ${fields} } }`);
  const rows = tokens.map(({ id, label, admin, subgraphs, partitions, createdBy, createdAt, revokedAt }) => [
    String(id),
    label,
    admin ? 'everything' : (subgraphs?.join(',') ?? 'all'),
    partitions?.join(',') ?? 'all',
    createdAt.slice(0, 10),
    createdBy,
    revokedAt ? `revoked ${revokedAt.slice(0, 10)}` : 'good',
  ]);
  const text = textTable(['ID', 'LABEL', 'SUBGRAPHS', 'PARTITIONS', 'CREATED', 'BY', 'STATE'], rows);
  return { value: { tokens }, text: rows.length === 0 ? 'There is no token yet.' : text };
}

async function runRevoke(id: string, options: ConnectionOptions): Promise<CommandOutput> {
  const { revoked } = await askRegistry<{ revoked: ShownToken }>(
    options,
    `mutation ($id: Int!) { revoked: revokeToken(id: $id) { ${fields} } }`,
    { id: wholeNumber('id', id, 'the id of a token as the list has it') },
  );
  return { value: revoked, text: `Token ${revoked.id} (${revoked.label}) has ended.` };
}
