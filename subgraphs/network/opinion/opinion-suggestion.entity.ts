import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** The suggestion, of whichever level, that a citizen's opinion became. */
export const OpinionSuggestionEntity = defineEntity({
  name: 'OpinionSuggestion',
  tableName: 'opinion_suggestion',
  properties: {
    opinionId: p.string().length(64).primary(),
    suggestionId: p.string().length(64),
  },
  indexes: [{ name: 'opinion_suggestion_suggestion_index', properties: ['suggestionId'] }],
});

export type OpinionSuggestionRow = InferEntity<typeof OpinionSuggestionEntity>;
