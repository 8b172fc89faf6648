import { Command } from 'commander';
import { operatorMessage } from '../shared/errors/operator-message.ts';
import { divisionsCommand } from './command/divisions.command.ts';
import { gatewayCommand } from './command/gateway.command.ts';
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
    gatewayCommand(),
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
    console.error(operatorMessage(error));
    process.exit(1);
  }
}
