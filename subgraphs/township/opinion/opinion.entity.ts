import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { OpinionStatus, RedirectTarget } from './opinion-status.ts';

/**
 * A citizen's opinion (群众意见), taken at a home or a station. The citizen's name, number and address stand here and in
 * no event: what leaves this service of them is masked, but for the one field that is audited.
 */
export const OpinionEntity = defineEntity({
  name: 'CitizenOpinion',
  tableName: 'citizen_opinion',
  properties: {
    id: p.string().length(64).primary(),
    /** The street or town, or the district of a station in a development zone. */
    divisionCode: p.string().length(12),
    districtCode: p.string().length(12),
    /** Of the home. */
    communityCode: p.string().length(12).nullable(),
    /** Where it was taken: the one or the other. */
    homeId: p.string().length(64).nullable(),
    stationId: p.string().length(64).nullable(),
    title: p.string().length(200),
    content: p.text(),
    topic: p.string().length(64).nullable(),
    status: p.string().length(32).$type<OpinionStatus>(),
    version: p.integer(),
    registeredAt: p.string().length(24),
    /** By when somebody should have taken the next step. */
    stepDueOn: p.string().length(10).nullable(),
    citizenName: p.string().length(50).nullable(),
    citizenPhone: p.string().length(20).nullable(),
    citizenAddress: p.string().length(200).nullable(),
    /** What the citizen was told on the spot. */
    answer: p.text().nullable(),
    redirectedTo: p.string().length(32).nullable().$type<RedirectTarget>(),
    /** The office that was named to the citizen. */
    redirectedOffice: p.string().length(100).nullable(),
    /** The organ of government that it was passed to. */
    organ: p.string().length(100).nullable(),
    /** The division whose congress it was put before. */
    escalatedTo: p.string().length(12).nullable(),
    /** The deputy who made it a suggestion. */
    adoptedBy: p.string().length(64).nullable(),
    /** The reason given with the last decision. */
    note: p.text().nullable(),
    feedback: p.text().nullable(),
    feedbackAt: p.string().length(24).nullable(),
    synthetic: p.boolean(),
  },
  indexes: [
    { name: 'citizen_opinion_division_index', properties: ['divisionCode', 'id'] },
    { name: 'citizen_opinion_district_index', properties: ['districtCode', 'id'] },
    { name: 'citizen_opinion_community_index', properties: ['communityCode', 'id'] },
    { name: 'citizen_opinion_home_index', properties: ['homeId', 'id'] },
    { name: 'citizen_opinion_station_index', properties: ['stationId', 'id'] },
    { name: 'citizen_opinion_status_index', properties: ['divisionCode', 'status', 'id'] },
    { name: 'citizen_opinion_step_index', properties: ['status', 'stepDueOn', 'id'] },
  ],
});

export type OpinionRow = InferEntity<typeof OpinionEntity>;
