import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from '../contender/contender.ts';
import { liaison } from '../contender/liaison.contender.ts';
import { modes, type Mode } from '../load/mode.ts';
import { selfTimes, type CpuProfile, type SelfTime } from '../profile/cpu-profile.ts';
import { ownerOf, placeOf } from '../profile/source-place.ts';
import { figure, table } from '../report/table.ts';
import type { Benchmark, BenchmarkRun } from './benchmark.ts';
import { measureLoad } from './load.bench.ts';

/** Functions, and owners of functions, that are shown. */
const shown = 40;

/** Where the time of engine liaison goes. It measures no speed: a profiled server is slower. */
export const profileBenchmark: Benchmark = async (run) => {
  const reports: { mode: Mode; times: SelfTime[] }[] = [];
  for (const mode of modes) reports.push({ mode, times: await profileMode(run, mode) });
  return {
    markdown: `### Profile\n\n${reports.map(({ mode, times }) => `${mode.title}:\n\n${profileMarkdown(times)}\n`).join('\n')}`,
    result: Object.fromEntries(
      reports.map(({ mode, times }) => [
        mode.name,
        times.slice(0, 200).map((time) => ({ ...time, place: placeOf(time), owner: ownerOf(time) })),
      ]),
    ),
  };
};

async function profileMode(run: BenchmarkRun, mode: Mode): Promise<SelfTime[]> {
  await mkdir(run.folder, { recursive: true });
  const folder = await mkdtemp(join(run.folder, 'profile-'));
  const options = { ...run.options, runs: 1, contenders: [] };
  const series = await measureLoad({ ...run, options }, { contenders: [profiled(liaison, folder)], modes: [mode] });
  const end = series[0]?.endedAt;
  if (end === undefined) throw new Error(`The profiled run failed: ${series[0]?.failure}`);
  return selfTimes(await readProfile(folder), { from: end - options.duration * 1000, to: end });
}

function profiled(contender: Contender, folder: string): Contender {
  return {
    ...contender,
    launch: (site, mode) => {
      const launch = contender.launch(site, mode);
      return { ...launch, env: { ...launch.env, NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` } };
    },
  };
}

/** Workers write profiles too; the main thread's is the longest. */
async function readProfile(folder: string): Promise<CpuProfile> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.cpuprofile'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const [longest] = texts.sort((left, right) => right.length - left.length);
  if (longest === undefined) throw new Error('The gateway ended without writing its profile.');
  return JSON.parse(longest) as CpuProfile;
}

function profileMarkdown(times: readonly SelfTime[]): string {
  const percent = (share: number): string => `${figure(share * 100)} %`;
  const owners = new Map<string, number>();
  for (const time of times) owners.set(ownerOf(time), (owners.get(ownerOf(time)) ?? 0) + time.share);
  const sorted = [...owners].sort(([, left], [, right]) => right - left).slice(0, shown);
  const functions = times.slice(0, shown);
  return [
    table(
      ['owner', 'self time'],
      sorted.map(([owner, share]) => [owner, percent(share)]),
    ),
    table(
      ['function', 'self time', 'place'],
      functions.map((time) => [time.functionName, percent(time.share), placeOf(time)]),
    ),
  ].join('\n\n');
}
