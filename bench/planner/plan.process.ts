/** One planner in a process of its own, so that its first plan finds everything cold. */
import { loadApolloPlanner } from './apollo.planner.ts';
import { loadHivePlanner } from './hive.planner.ts';
import { plannedGraphs } from './operations.ts';
import type { Planner } from './planner.ts';
import type { PlannerSample, PlanOrder, PlanSample } from './planner.messages.ts';
import { median } from '../report/median.ts';

const { planner: name, budget } = JSON.parse(process.argv[2] ?? '') as PlanOrder;
const load = { apollo: loadApolloPlanner, hive: loadHivePlanner }[name];

/** Enough for a median, however quick the planner is. */
const mostRepeats = 200;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function samplePlan(
  planner: Planner,
  { name: operation, text }: { name: string; text: string },
): Promise<PlanSample> {
  let plan: unknown;
  const first = await timed(async () => (plan = await planner(text, operation)));
  const times: number[] = [];
  const deadline = performance.now() + budget;
  while (times.length === 0 || (performance.now() < deadline && times.length < mostRepeats)) {
    times.push(await timed(() => planner(text, operation)));
  }
  const json = JSON.stringify(plan);
  const fetches = json.match(/"kind":"(Fetch|BatchFetch)"/g)?.length ?? 0;
  return { operation, first, warm: median(times), bytes: json.length, fetches };
}

const graphs = plannedGraphs();
const start = performance.now();
const planners = graphs.map(({ supergraphSdl }) => load(supergraphSdl));
const loadTime = performance.now() - start;
const plans: PlanSample[] = [];
for (const [index, { operations }] of graphs.entries()) {
  for (const operation of operations) plans.push(await samplePlan(planners[index] as Planner, operation));
}
const sample: PlannerSample = { load: loadTime, plans };
process.stdout.write(JSON.stringify(sample));
