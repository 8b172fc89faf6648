import { cpus } from 'node:os';

export function machineLine(): string {
  return `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'of an unknown make'})`;
}
