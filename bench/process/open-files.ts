import { readFileSync } from 'node:fs';

/** Beyond a connection per client: the program's own files, and connections to the subgraphs. */
const besideClients = 300;

/** Throws where a process may not hold so many connections. Node raises the soft limit to the hard one by itself. */
export function assertOpenFiles(clients: number): void {
  const [, hard = ''] = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  if (hard === 'unlimited' || Number(hard) >= clients + besideClients) return;
  throw new Error(
    `${clients} clients need ${clients + besideClients} open files, and a process here may have ${hard} (ulimit -Hn): ` +
      'raise the limit, or take fewer with --clients.',
  );
}
