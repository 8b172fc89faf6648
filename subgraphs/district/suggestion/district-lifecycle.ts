import { createLifecycle, defaultDeadlines } from '../../../shared/lifecycle/lifecycle.ts';

/** At a district or county its own deputies' work committee reviews, assigns and closes. */
export const districtLifecycle = createLifecycle({
  level: 'DISTRICT',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['district-clerk'],
    ASSIGNER: ['district-clerk'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CLOSER: ['district-clerk'],
  },
  deadlines: defaultDeadlines,
});
