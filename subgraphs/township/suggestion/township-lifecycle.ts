import { createLifecycle, defaultDeadlines } from '../../../shared/lifecycle/lifecycle.ts';

/** A town or township congress has no work committee: its presidium (主席团) reviews, assigns and closes. */
export const townshipLifecycle = createLifecycle({
  level: 'TOWNSHIP',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['presidium'],
    ASSIGNER: ['presidium'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CLOSER: ['presidium'],
  },
  deadlines: defaultDeadlines,
});
