import { Command } from 'commander';
import { ConfigurationError } from '../shared/config/environment.ts';
import { DatabaseUnavailableError } from '../shared/database/open-database.ts';
import { ClientError } from '../shared/errors/client-error.ts';
import { divisionsCommand } from './command/divisions.command.ts';
import { keysCommand } from './command/keys.command.ts';
import { lifecycleCommand } from './command/lifecycle.command.ts';
import { networkCommand } from './command/network.command.ts';
import { seedCommand } from './command/seed.command.ts';
import { startCommand } from './command/start.command.ts';
import { tokenCommand } from './command/token.command.ts';

/** Runs one command line; a fault that the reader can mend is told in plain words with exit code 1. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('liaison')
    .description('Centre, liaison stations and homes of a city’s people’s congresses as one live graph.')
    .showHelpAfterError();
  for (const command of [
    startCommand(),
    divisionsCommand(),
    seedCommand(),
    tokenCommand(),
    keysCommand(),
    networkCommand(),
    lifecycleCommand(),
  ]) {
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    console.error(describe(error));
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isPlain =
    error instanceof ClientError || error instanceof ConfigurationError || error instanceof DatabaseUnavailableError;
  if (isPlain || (error as NodeJS.ErrnoException).code === 'EADDRINUSE') return error.message;
  return error.stack ?? error.message;
}
