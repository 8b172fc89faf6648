import { Command } from 'commander';
import { operatorReport } from '../shared/errors/operator-message.ts';

/** Loaded one by one: the gateway serves without the services, their databases and their compiler. */
const commands = new Map<string | undefined, () => Promise<Command>>([
  ['start', async () => (await import('./command/start.command.ts')).startCommand()],
  ['gateway', async () => (await import('./command/gateway.command.ts')).gatewayCommand()],
  ['partition-proxy', async () => (await import('./command/partition-proxy.command.ts')).partitionProxyCommand()],
  ['divisions', async () => (await import('./command/divisions.command.ts')).divisionsCommand()],
  ['seed', async () => (await import('./command/seed.command.ts')).seedCommand()],
  ['token', async () => (await import('./command/token.command.ts')).tokenCommand()],
  ['keys', async () => (await import('./command/keys.command.ts')).keysCommand()],
  ['network', async () => (await import('./command/network.command.ts')).networkCommand()],
  ['log', async () => (await import('./command/log.command.ts')).logCommand()],
  ['story', async () => (await import('./command/story.command.ts')).storyCommand()],
  ['contract-test', async () => (await import('./command/contract-test.command.ts')).contractTestCommand()],
  ['check', async () => (await import('./command/check.command.ts')).checkCommand()],
  ['diff', async () => (await import('./command/check.command.ts')).diffCommand()],
  ['publish', async () => (await import('./command/publish.command.ts')).publishCommand()],
  ['remove', async () => (await import('./command/publish.command.ts')).removeCommand()],
  ['rollback', async () => (await import('./command/publish.command.ts')).rollbackCommand()],
  ['list', async () => (await import('./command/graph.command.ts')).listCommand()],
  ['history', async () => (await import('./command/graph.command.ts')).historyCommand()],
  ['supergraph', async () => (await import('./command/graph.command.ts')).supergraphCommand()],
  ['lifecycle', async () => (await import('./command/lifecycle.command.ts')).lifecycleCommand()],
]);

/** Runs one command line; a fault that the reader can mend is told in plain words with exit code 1. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('liaison')
    .description('Centre, liaison stations and homes of a city’s people’s congresses as one live graph.')
    // Each command sees what stands after its own name, also where a command above it has an option of that name.
    .enablePositionalOptions()
    .showHelpAfterError();
  const named = commands.get(argv[2]);
  for (const load of named ? [named] : commands.values()) program.addCommand(await load());
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    console.error(operatorReport(error));
    process.exit(1);
  }
}
