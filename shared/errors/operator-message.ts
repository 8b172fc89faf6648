import { errorCodes } from './error-code.ts';

/** What a process says of the fault that ends it: faults that its operator can mend in plain words, others with their stack. */
export function operatorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${error.message}. Another process listens there: stop it, or set PORT to another one.`;
  return code !== undefined && code in errorCodes ? error.message : (error.stack ?? error.message);
}
