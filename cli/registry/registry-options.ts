import type { Command } from 'commander';
import { exitCodes, UsageError } from './command-outcome.ts';

/** Gives a command the options that all registry commands take; a wrong command line ends with exit code 2. */
export function withRegistryOptions(command: Command): Command {
  return command
    .option('--registry <url>', 'a gateway with a registry (LIAISON_REGISTRY, else http://127.0.0.1:4000/registry)')
    .option('--token <token>', 'registry token (LIAISON_TOKEN)')
    .option('--json', 'output for scripts')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.usage));
}

/** `230103,230104` */
export function partitionCodes(text: string | undefined): string[] {
  if (text === undefined) return [];
  const codes = text.split(',').map((code) => code.trim());
  if (codes.every((code) => /^\d+$/.test(code))) return codes;
  throw new UsageError(`--partition ${text}: it takes division codes with commas between them, such as 230103,230104.`);
}

export function versionNumber(name: string, text: string | undefined): number | undefined {
  return wholeNumber(name, text, 'the number of a graph version');
}

/** `takes` says what the number is of. */
export function wholeNumber(name: string, text: string | undefined, takes: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${name} ${text}: it takes ${takes}, such as 12.`);
}
