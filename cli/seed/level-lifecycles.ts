import type { CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import type { Lifecycle } from '../../shared/lifecycle/lifecycle.ts';
import { cityLifecycle } from '../../subgraphs/city/suggestion/city-lifecycle.ts';
import { districtLifecycle } from '../../subgraphs/district/suggestion/district-lifecycle.ts';
import { townshipLifecycle } from '../../subgraphs/township/suggestion/township-lifecycle.ts';

/** Seeded suggestions live by the same tables as all others. */
export const lifecycles: Readonly<Record<CaseLevel, Lifecycle>> = {
  CITY: cityLifecycle,
  DISTRICT: districtLifecycle,
  TOWNSHIP: townshipLifecycle,
};
