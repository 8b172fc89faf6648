import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** WAITING 待送达: the level above has not made the draft yet; DRAFTED 已起草. */
export const adoptionStates = ['WAITING', 'DRAFTED'] as const;
export type AdoptionState = (typeof adoptionStates)[number];

/** An opinion that a deputy of the district has adopted: what goes up, kept until it is there and after. */
export const OpinionAdoptionEntity = defineEntity({
  name: 'OpinionAdoption',
  tableName: 'opinion_adoption',
  properties: {
    opinionId: p.string().length(64).primary(),
    deputyId: p.string().length(64),
    /** Of the congress in which the deputy sits. */
    divisionCode: p.string().length(12),
    /** The deputy's words, or the opinion's. */
    title: p.string().length(200),
    content: p.text(),
    topic: p.string().length(64).nullable(),
    stationId: p.string().length(64).nullable(),
    state: p.string().length(16).$type<AdoptionState>(),
  },
});

export type OpinionAdoptionRow = InferEntity<typeof OpinionAdoptionEntity>;
