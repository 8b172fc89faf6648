import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { roles, type Role } from '../../shared/auth/role.ts';
import { issueToken } from '../../shared/auth/token-issuer.ts';
import { parseDivisionCode } from '../../shared/division/division-code.ts';
import { parseDeputyId } from '../../shared/division/entity-id.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { readOwnKey } from './keys.command.ts';
import { addRegistryTokenCommands } from './registry-token.command.ts';

interface TokenOptions {
  readonly role: Role;
  readonly division: string;
  readonly name?: string;
  readonly subject?: string;
  readonly deputy?: string;
  readonly deputyId?: string;
  readonly organ?: string;
  readonly hours: string;
}

export function tokenCommand(): Command {
  const command = new Command('token')
    .description('Make a bearer token, signed with the key that the first start created; or see to registry tokens.')
    // What stands after create, list or revoke is theirs.
    .enablePositionalOptions()
    .addOption(new Option('--role <role>', 'who acts; needed').choices(roles))
    .option('--division <code>', 'division that the holder belongs to, such as 230100; needed')
    .option('--name <name>', 'name of the holder')
    .option('--subject <id>', 'stable id of the holder')
    .option('--deputy <id>', 'deputy id; needed for the role deputy')
    .addOption(new Option('--deputy-id <id>', 'the same as --deputy').hideHelp())
    .option('--organ <name>', 'organ as it stands in assignments; needed for handling-organ and third-party-evaluator')
    .option('--hours <number>', 'how long it lasts', '12')
    .action(async (options: Partial<TokenOptions>) => {
      console.log(await makeToken(withNeeded(command, options)));
    });
  addRegistryTokenCommands(command);
  return command;
}

/** The commands over registry tokens do without: so these cannot be mandatory to commander. */
function withNeeded(command: Command, options: Partial<TokenOptions>): TokenOptions {
  const { role, division } = options;
  const missing = role === undefined ? '--role <role>' : division === undefined ? '--division <code>' : undefined;
  if (missing) command.error(`error: required option '${missing}' not specified`);
  return options as TokenOptions;
}

async function makeToken(options: TokenOptions): Promise<string> {
  const { role, division, organ } = options;
  const deputy = options.deputy ?? options.deputyId;
  const hours = Number(options.hours);
  if (!(hours > 0 && hours <= 24 * 366)) throw invalid('--hours', options.hours, 'a number from above 0 to 8784');
  if (role === 'deputy' && !deputy) throw invalid('--deputy', deputy, 'a deputy id with the role deputy');
  if ((role === 'handling-organ' || role === 'third-party-evaluator') && !organ) {
    throw invalid('--organ', organ, `the organ with the role ${role}`);
  }
  const subject = {
    subject: options.subject ?? randomUUID(),
    name: options.name ?? role,
    role,
    divisionCode: parseDivisionCode(division),
    deputyId: deputy === undefined ? undefined : parseDeputyId(deputy),
    organ,
  };
  return issueToken(await readOwnKey(), subject, Math.round(hours * 3600));
}

function invalid(option: string, value: string | undefined, takes: string): ClientError {
  return new ClientError('INPUT_INVALID', `${option} ${value ?? 'is missing'}: it takes ${takes}.`);
}
