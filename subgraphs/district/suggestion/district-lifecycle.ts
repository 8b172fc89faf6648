import { defaultDeadlines } from '../../../shared/lifecycle/deadlines.ts';
import { createLifecycle, type LifecycleSpec } from '../../../shared/lifecycle/lifecycle.ts';

/** At a district or county its own deputies' work committee reviews, assigns and closes. */
export const districtLifecycleSpec: LifecycleSpec = {
  level: 'DISTRICT',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    CO_SIGNER: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['district-clerk'],
    ASSIGNER: ['district-clerk'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CO_HANDLER: ['handling-organ'],
    HAND_UP_PROPOSER: ['district-clerk', 'handling-organ'],
    LEVEL_LINK: ['system'],
    CLOSER: ['district-clerk'],
    SUPERVISOR: ['district-clerk'],
    THIRD_PARTY: ['third-party-evaluator'],
    CLOCK: ['system'],
  },
  deadlines: defaultDeadlines,
};

export const districtLifecycle = createLifecycle(districtLifecycleSpec);
