import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A liaison station (人大代表联络站). Run by a district; never one to one with a street or town. */
export const StationEntity = defineEntity({
  name: 'Station',
  tableName: 'station',
  properties: {
    id: p.string().length(64).primary(),
    name: p.string().length(100),
    districtCode: p.string().length(12),
    /** Null for a station of a development zone that is no street or town. */
    townshipCode: p.string().length(12).nullable(),
    openedOn: p.string().length(10).nullable(),
    synthetic: p.boolean(),
  },
  indexes: [
    { name: 'station_district_index', properties: ['districtCode', 'id'] },
    { name: 'station_township_index', properties: ['townshipCode', 'id'] },
  ],
});

export type StationRow = InferEntity<typeof StationEntity>;
