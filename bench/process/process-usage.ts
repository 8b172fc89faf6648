import { readFile } from 'node:fs/promises';

/** What a process took of the machine, as Linux counts it. */
export interface ProcessUsage {
  /** Of all its threads since it began, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** Resident memory now, MiB. */
  readonly residentMebibytes: number;
}

/** Linux counts CPU time for programs in hundredths of a second, whatever its own clock is. */
const ticksPerSecond = 100;

export async function readUsage(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all([readProc(pid, 'stat'), readProc(pid, 'status')]);
  // proc(5): the name stands in brackets and may hold spaces; utime and stime are fields 14 and 15 of the line.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return { cpuSeconds: ticks / ticksPerSecond, residentMebibytes: Number(resident) / 1024 };
}

async function readProc(pid: number, name: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    throw new Error('The load benchmarks read /proc, so they run on Linux only.', { cause: error });
  }
}
