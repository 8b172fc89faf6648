import type { PlannerName, PlannerSample, PlanSample } from '../planner/planner.messages.ts';
import { median } from './median.ts';
import { figure, table } from './table.ts';

export interface PlannerSeries {
  readonly planner: PlannerName;
  readonly samples: PlannerSample[];
}

const titles: Readonly<Record<PlannerName, string>> = {
  hive: '@graphql-hive/router-query-planner',
  apollo: '@apollo/query-planner',
};

const head = ['operation', 'planner', 'first, ms', 'warm, ms', 'fetches', 'plan, KiB'];

/** One row per operation and planner. */
export function planMarkdown(series: readonly PlannerSeries[]): string {
  const operations = series[0]?.samples[0]?.plans.map(({ operation }) => operation) ?? [];
  const rows = operations.flatMap((operation, index) =>
    series.map(({ planner, samples }) => {
      const plans = samples.flatMap(({ plans: own }) => own[index] ?? []);
      const of = (key: keyof Omit<PlanSample, 'operation'>): number => median(plans.map((plan) => plan[key]));
      const figures = [figure(of('first')), figure(of('warm')), String(of('fetches')), figure(of('bytes') / 1024)];
      return [operation, titles[planner], ...figures];
    }),
  );
  const loads = series.map(({ planner, samples }) => {
    const load = median(samples.map((sample) => sample.load));
    return `${titles[planner]} reads both supergraphs in ${figure(load)} ms`;
  });
  return `${table(head, rows)}\n\n${loads.join('; ')}.\n`;
}
