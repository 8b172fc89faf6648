import { defaultDeadlines } from '../../../shared/lifecycle/deadlines.ts';
import { createLifecycle, type LifecycleSpec } from '../../../shared/lifecycle/lifecycle.ts';

/** At the city the deputies' work committee reviews and closes, and its clerk assigns to the city's organs. */
export const cityLifecycleSpec: LifecycleSpec = {
  level: 'CITY',
  roles: {
    LEAD_DEPUTY: ['deputy'],
    CO_SIGNER: ['deputy'],
    SIGNER: ['deputy'],
    REVIEWER: ['city-clerk'],
    ASSIGNER: ['city-clerk'],
    HANDLER: ['handling-organ'],
    LEAD_HANDLER: ['handling-organ'],
    CO_HANDLER: ['handling-organ'],
    HAND_UP_PROPOSER: [],
    LEVEL_LINK: ['system'],
    CLOSER: ['city-clerk'],
    SUPERVISOR: ['city-clerk'],
    THIRD_PARTY: ['third-party-evaluator'],
    CLOCK: ['system'],
  },
  deadlines: defaultDeadlines,
};

export const cityLifecycle = createLifecycle(cityLifecycleSpec);
