import { createLifecycle, defaultDeadlines } from '../../../shared/lifecycle/lifecycle.ts';

/** At the city the deputies' work committee reviews and closes, and its clerk assigns to the city's organs. */
export const cityLifecycle = createLifecycle({
  level: 'CITY',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['city-clerk'],
    ASSIGNER: ['city-clerk'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CLOSER: ['city-clerk'],
  },
  deadlines: defaultDeadlines,
});
