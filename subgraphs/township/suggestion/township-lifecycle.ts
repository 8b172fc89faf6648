import { defaultDeadlines } from '../../../shared/lifecycle/deadlines.ts';
import { createLifecycle, type LifecycleSpec } from '../../../shared/lifecycle/lifecycle.ts';

/** A town or township congress has no work committee: its presidium (主席团) reviews, assigns and closes. */
export const townshipLifecycleSpec: LifecycleSpec = {
  level: 'TOWNSHIP',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    CO_SIGNER: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['presidium'],
    ASSIGNER: ['presidium'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CO_HANDLER: ['handling-organ'],
    HAND_UP_PROPOSER: ['presidium', 'handling-organ'],
    LEVEL_LINK: ['system'],
    CLOSER: ['presidium'],
    SUPERVISOR: ['presidium'],
    THIRD_PARTY: ['third-party-evaluator'],
    CLOCK: ['system'],
  },
  deadlines: defaultDeadlines,
};

export const townshipLifecycle = createLifecycle(townshipLifecycleSpec);
