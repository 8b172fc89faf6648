import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { divisionColumns } from '../../../shared/division/division-columns.ts';

/** A community (社区) or village (村). */
export const CommunityEntity = defineEntity({
  name: 'Community',
  tableName: 'community',
  properties: { ...divisionColumns, townshipCode: p.string().length(12) },
  indexes: [{ name: 'community_township_index', properties: ['townshipCode', 'code'] }],
});

export type CommunityRow = InferEntity<typeof CommunityEntity>;
