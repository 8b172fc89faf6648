import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** The citizen's opinion that a suggestion was made of; an opinion becomes one suggestion at most. */
export const OpinionLinkEntity = defineEntity({
  name: 'OpinionLink',
  tableName: 'suggestion_opinion',
  properties: {
    opinionId: p.string().length(64).primary(),
    suggestionId: p.string().length(64),
  },
  indexes: [{ name: 'suggestion_opinion_suggestion_index', properties: ['suggestionId', 'opinionId'] }],
});

export type OpinionLinkRow = InferEntity<typeof OpinionLinkEntity>;
