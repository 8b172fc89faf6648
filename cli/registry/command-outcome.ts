import { operatorMessage } from '../../shared/errors/operator-message.ts';

/** Exit codes of the registry's commands, for scripts; docs/registry.md tells of them. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unavailable: 3, unauthorised: 4 } as const;

/** The command line, a file that it names, or a manifest is wrong: nothing was sent. */
export class UsageError extends Error {
  readonly code: string;

  constructor(message: string, code = 'INPUT_INVALID') {
    super(message);
    this.code = code;
  }
}

/** What the registry answered instead of doing the act. */
export class RegistryRefusal extends Error {
  readonly code: string;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, extensions: Readonly<Record<string, unknown>>) {
    super(message);
    this.code = typeof extensions['code'] === 'string' ? extensions['code'] : 'INTERNAL';
    this.extensions = extensions;
  }
}

/** Runs one command, prints what it comes to, and sets the exit code. */
export async function runRegistryCommand(
  isJson: boolean | undefined,
  work: () => Promise<CommandOutput>,
): Promise<void> {
  try {
    const { value, text, isRefused } = await work();
    console.log(isJson ? JSON.stringify(value, undefined, 2) : text);
    if (isRefused) process.exitCode = exitCodes.refused;
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (isJson) console.log(JSON.stringify({ error: describe(error) }, undefined, 2));
    else console.error(operatorMessage(error instanceof RegistryRefusal ? error.message : error));
  }
}

export interface CommandOutput {
  /** For scripts. */
  readonly value: unknown;
  /** For people. */
  readonly text: string;
  /** The registry answered, and the answer is no. */
  readonly isRefused?: boolean | undefined;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (!(error instanceof RegistryRefusal)) return exitCodes.unavailable;
  if (['REGISTRY_TOKEN_INVALID', 'REGISTRY_FORBIDDEN'].includes(error.code)) return exitCodes.unauthorised;
  if (['REGISTRY_UNAVAILABLE', 'DATABASE_UNAVAILABLE', 'INTERNAL'].includes(error.code)) return exitCodes.unavailable;
  return exitCodes.refused;
}

function describe(error: unknown): unknown {
  if (error instanceof RegistryRefusal) return { message: error.message, ...error.extensions };
  const { code = 'INTERNAL' } = error as { code?: string };
  return { code, message: operatorMessage(error) };
}
