import { errorCodes } from './error-code.ts';

/** What a process says of the fault that ends it: faults that its operator can mend in plain words, others with their stack. */
export function operatorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${error.message}. Another process listens there: stop it, or set PORT to another one.`;
  return isKnown(code) ? error.message : (error.stack ?? error.message);
}

/** The same as a process's last words: with the code under which `docs/errors.md` has it, where there is one. */
export function operatorReport(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return isKnown(code) ? `${operatorMessage(error)}\n(${code})` : operatorMessage(error);
}

function isKnown(code: string | undefined): boolean {
  return code !== undefined && code in errorCodes;
}
