import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';

/**
 * What lists and statistics need of a suggestion of any level, as its newest event tells it. No texts and nothing
 * personal: those stay with the level that owns them. Times and days are texts, as in the levels' databases.
 */
export const SuggestionViewEntity = defineEntity({
  name: 'SuggestionView',
  tableName: 'suggestion_view',
  properties: {
    id: p.string().length(64).primary(),
    level: p.string().length(12).$type<CaseLevel>(),
    divisionCode: p.string().length(12),
    /** The first six digits; at the city level the city's own code. */
    districtCode: p.string().length(6),
    /** Four digits and 00. */
    cityCode: p.string().length(6),
    status: p.string().length(32).$type<SuggestionStatus>(),
    topic: p.string().length(64).nullable(),
    originId: p.string().length(64).nullable(),
    /** The liaison station at which a district's matter came up. */
    stationId: p.string().length(64).nullable(),
    /** Of `submittedAt`, on Beijing's calendar. */
    year: p.integer().nullable(),
    submittedAt: p.string().length(24).nullable(),
    dueOn: p.string().length(10).nullable(),
    dueSoonOn: p.string().length(10).nullable(),
    category: p.string().length(1).nullable().$type<ReplyCategory>(),
    version: p.integer(),
    /** The round in which it was last handled anew; the answer to a promise is not handled anew. */
    round: p.integer(),
    keySupervision: p.boolean(),
    /** The leader who supervises it. */
    keyLeader: p.string().length(50).nullable(),
    /** How often a third party overturned its reply. */
    overturned: p.integer().default(0),
    synthetic: p.boolean(),
    /** Grades that signers gave and that stand; silence is not among them. */
    processSatisfied: p.integer(),
    processGraded: p.integer(),
    resultSatisfied: p.integer(),
    resultGraded: p.integer(),
    /** How long each stage took, in seconds: from the first time in one state to the first time in another. */
    reviewSeconds: p.integer().nullable(),
    assignSeconds: p.integer().nullable(),
    replySeconds: p.integer().nullable(),
    evaluateSeconds: p.integer().nullable(),
    closeSeconds: p.integer().nullable(),
    /** The linked case one level below, and the one above. */
    escalatedFromId: p.string().length(64).nullable(),
    escalatedToId: p.string().length(64).nullable(),
    /** When the newest event occurred. */
    updatedAt: p.string().length(24),
  },
  indexes: [
    { name: 'suggestion_view_division_index', properties: ['divisionCode', 'id'] },
    { name: 'suggestion_view_district_index', properties: ['districtCode', 'id'] },
    { name: 'suggestion_view_district_status_index', properties: ['districtCode', 'status', 'id'] },
    { name: 'suggestion_view_district_submitted_index', properties: ['districtCode', 'submittedAt', 'id'] },
    { name: 'suggestion_view_district_due_index', properties: ['districtCode', 'dueOn', 'id'] },
    { name: 'suggestion_view_status_index', properties: ['status', 'id'] },
    { name: 'suggestion_view_submitted_index', properties: ['submittedAt', 'id'] },
    { name: 'suggestion_view_due_index', properties: ['dueOn', 'id'] },
    { name: 'suggestion_view_updated_index', properties: ['updatedAt', 'id'] },
    { name: 'suggestion_view_topic_index', properties: ['topic', 'id'] },
    { name: 'suggestion_view_station_index', properties: ['stationId', 'id'] },
    { name: 'suggestion_view_level_index', properties: ['level', 'status', 'id'] },
    { name: 'suggestion_view_year_index', properties: ['year', 'status', 'id'] },
    { name: 'suggestion_view_topic_status_index', properties: ['topic', 'status', 'id'] },
    { name: 'suggestion_view_leader_index', properties: ['keyLeader', 'status', 'id'] },
    { name: 'suggestion_view_overturned_index', properties: ['overturned', 'cityCode', 'id'] },
    { name: 'suggestion_view_open_index', properties: ['status', 'cityCode', 'submittedAt', 'id'] },
    // Holds all that statistics count, so that those of a whole city are read from it alone.
    {
      name: 'suggestion_view_statistics_index',
      properties: [
        'cityCode',
        'year',
        'status',
        'dueOn',
        'dueSoonOn',
        'category',
        'round',
        'processSatisfied',
        'processGraded',
        'resultSatisfied',
        'resultGraded',
        'reviewSeconds',
        'assignSeconds',
        'replySeconds',
        'evaluateSeconds',
        'closeSeconds',
      ],
    },
  ],
});

/** A deputy who signed; exactly one of a suggestion leads. */
export const SuggestionSignerEntity = defineEntity({
  name: 'SuggestionSigner',
  tableName: 'suggestion_signer',
  properties: {
    suggestionId: p.string().length(64).primary(),
    deputyId: p.string().length(64).primary(),
    isLead: p.boolean(),
  },
  indexes: [{ name: 'suggestion_signer_deputy_index', properties: ['deputyId', 'suggestionId'] }],
});

/** An organ that must answer: the lead, or each one of a split assignment. */
export const SuggestionOrganEntity = defineEntity({
  name: 'SuggestionOrgan',
  tableName: 'suggestion_organ',
  properties: {
    suggestionId: p.string().length(64).primary(),
    organ: p.string().length(100).primary(),
  },
  indexes: [{ name: 'suggestion_organ_organ_index', properties: ['organ', 'suggestionId'] }],
});

export type SuggestionViewRow = InferEntity<typeof SuggestionViewEntity>;
export type SuggestionSignerRow = InferEntity<typeof SuggestionSignerEntity>;
