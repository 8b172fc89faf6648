import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** How far a suggestion has come by today. */
export interface Outcome {
  readonly status: SuggestionStatus;
  readonly weight: number;
}

/** Of an outcome that is still fresh, also when: so many days before today fell its assignment, or its last act. */
export interface RecentOutcome extends Outcome {
  readonly anchor: 'ASSIGNMENT' | 'LAST_ACT';
  readonly daysAgo: readonly [least: number, most: number];
}

/** Suggestions of past years: over, one way or the other. */
export const pastOutcomes: readonly Outcome[] = [
  { status: 'PUBLISHED', weight: 61 },
  { status: 'CLOSED', weight: 30 },
  { status: 'NOT_ACCEPTED', weight: 5 },
  { status: 'WITHDRAWN', weight: 4 },
];

/** Every state that the level has, and three kinds of HANDLING: well in time, due within the fortnight, and overdue (of three months). */
export const recentOutcomes: readonly RecentOutcome[] = [
  { status: 'DRAFT', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 20] },
  { status: 'COSIGNING', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 20] },
  { status: 'SUBMITTED', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 5] },
  { status: 'REVIEWING', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 6] },
  { status: 'RETURNED_TO_DEPUTY', weight: 2, anchor: 'LAST_ACT', daysAgo: [1, 10] },
  { status: 'MERGED', weight: 2, anchor: 'LAST_ACT', daysAgo: [1, 8] },
  { status: 'REGISTERED', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 8] },
  { status: 'ASSIGNED', weight: 7, anchor: 'ASSIGNMENT', daysAgo: [1, 6] },
  { status: 'SUB_ASSIGNED', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 5] },
  { status: 'RETURN_REQUESTED', weight: 2, anchor: 'LAST_ACT', daysAgo: [1, 4] },
  { status: 'REASSIGNED', weight: 2, anchor: 'LAST_ACT', daysAgo: [1, 4] },
  { status: 'RECEIVED', weight: 8, anchor: 'ASSIGNMENT', daysAgo: [6, 40] },
  { status: 'HANDLING', weight: 22, anchor: 'ASSIGNMENT', daysAgo: [14, 70] },
  { status: 'HANDLING', weight: 7, anchor: 'ASSIGNMENT', daysAgo: [79, 86] },
  { status: 'HANDLING', weight: 5, anchor: 'ASSIGNMENT', daysAgo: [95, 150] },
  { status: 'REPLY_DRAFTED', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 6] },
  { status: 'REPLIED', weight: 9, anchor: 'LAST_ACT', daysAgo: [1, 18] },
  { status: 'EVALUATED', weight: 6, anchor: 'LAST_ACT', daysAgo: [1, 12] },
  { status: 'REHANDLING', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 20] },
  { status: 'TRACKING', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 50] },
  { status: 'UNDER_EVALUATION', weight: 2, anchor: 'LAST_ACT', daysAgo: [1, 30] },
  { status: 'PUBLISHED', weight: 4, anchor: 'LAST_ACT', daysAgo: [1, 60] },
  { status: 'CLOSED', weight: 10, anchor: 'LAST_ACT', daysAgo: [1, 90] },
  { status: 'NOT_ACCEPTED', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 60] },
  { status: 'WITHDRAWN', weight: 3, anchor: 'LAST_ACT', daysAgo: [1, 60] },
];

/** Share of all suggestions that are recent. */
export const recentShare = 0.35;
