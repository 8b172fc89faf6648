import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { divisionColumns } from '../../../shared/division/division-columns.ts';

export const CityEntity = defineEntity({
  name: 'City',
  tableName: 'city',
  properties: { code: p.string().length(12).primary(), name: p.string().length(100) },
});

/** A district (区), county (县) or county-level city (县级市). */
export const DistrictEntity = defineEntity({
  name: 'District',
  tableName: 'district',
  properties: { ...divisionColumns, cityCode: p.string().length(12) },
  indexes: [{ name: 'district_city_index', properties: ['cityCode', 'code'] }],
});

export type CityRow = InferEntity<typeof CityEntity>;
export type DistrictRow = InferEntity<typeof DistrictEntity>;
