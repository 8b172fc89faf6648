import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { CongressLevel } from '../../../shared/lifecycle/congress-level.ts';

/** A people's deputy (人大代表). Names are public; phone and address are not kept here. */
export const DeputyEntity = defineEntity({
  name: 'Deputy',
  tableName: 'deputy',
  properties: {
    id: p.string().length(64).primary(),
    name: p.string().length(50),
    /** The district that elected the deputy; null for those whom the city's congress elected. */
    electoralUnitCode: p.string().length(12).nullable(),
    synthetic: p.boolean(),
  },
  indexes: [
    { name: 'deputy_name_index', properties: ['name', 'id'] },
    { name: 'deputy_unit_index', properties: ['electoralUnitCode', 'id'] },
  ],
});

/** A deputy may sit in congresses of several levels at once. */
export const DeputyLevelEntity = defineEntity({
  name: 'DeputyLevel',
  tableName: 'deputy_level',
  properties: {
    deputyId: p.string().length(64).primary(),
    level: p.string().length(12).primary().$type<CongressLevel>(),
  },
  indexes: [{ name: 'deputy_level_index', properties: ['level', 'deputyId'] }],
});

export type DeputyRow = InferEntity<typeof DeputyEntity>;
export type DeputyLevelRow = InferEntity<typeof DeputyLevelEntity>;
