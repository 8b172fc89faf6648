import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** When a suggestion was in a state for the first time: the ends of its stages. */
export const ReachedStatusEntity = defineEntity({
  name: 'ReachedStatus',
  tableName: 'reached_status',
  properties: {
    suggestionId: p.string().length(64).primary(),
    status: p.string().length(32).primary().$type<SuggestionStatus>(),
    reachedAt: p.string().length(24),
  },
});

export type ReachedStatusRow = InferEntity<typeof ReachedStatusEntity>;
