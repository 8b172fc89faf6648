import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A home or room of deputies (代表之家、室) in a community or village: a working contact point of a station. */
export const HomeEntity = defineEntity({
  name: 'Home',
  tableName: 'home',
  properties: {
    id: p.string().length(64).primary(),
    name: p.string().length(100),
    communityCode: p.string().length(12),
    townshipCode: p.string().length(12),
    stationId: p.string().length(64).nullable(),
    synthetic: p.boolean(),
  },
  indexes: [
    { name: 'home_community_index', properties: ['communityCode', 'id'] },
    { name: 'home_township_index', properties: ['townshipCode', 'id'] },
    { name: 'home_station_index', properties: ['stationId', 'id'] },
  ],
});

export type HomeRow = InferEntity<typeof HomeEntity>;
