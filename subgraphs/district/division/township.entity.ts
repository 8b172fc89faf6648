import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { divisionColumns } from '../../../shared/division/division-columns.ts';

/** A street (街道), town (镇), township (乡) or quasi unit; only towns and townships have a congress. */
export const TownshipEntity = defineEntity({
  name: 'Township',
  tableName: 'township',
  properties: { ...divisionColumns, districtCode: p.string().length(12) },
  indexes: [{ name: 'township_district_index', properties: ['districtCode', 'code'] }],
});

export type TownshipRow = InferEntity<typeof TownshipEntity>;
