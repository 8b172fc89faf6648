import type { SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import { parseStationId } from '../../shared/division/entity-id.ts';
import { divisionNotFound } from '../../shared/division/not-found.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import {
  startLevel,
  type LevelResources,
  type LevelSpec,
  type RunningLevel,
} from '../../shared/suggestion/start-level.ts';
import { buildDistrictSchema } from './district.schema.ts';
import { TownshipEntity } from './division/township.entity.ts';
import { districtMigrations } from './migrations/district.migrations.ts';
import { StationEntity } from './station/station.entity.ts';
import { districtLifecycleSpec } from './suggestion/district-lifecycle.ts';

export const districtLevel: LevelSpec = {
  name: 'district',
  entities: [TownshipEntity, StationEntity],
  migrations: districtMigrations,
  lifecycle: districtLifecycleSpec,
  buildSchema: buildDistrictSchema,
  async checkPlace(em, { divisionCode, originId }) {
    const townships = await em.count(TownshipEntity, { districtCode: divisionCode });
    if (townships === 0) throw divisionNotFound('district', divisionCode);
    if (originId === null || originId === undefined) return;
    const station = await em.findOne(StationEntity, { id: parseStationId(originId) });
    if (station?.districtCode === divisionCode) return;
    throw new ClientError('STATION_NOT_FOUND', `District ${divisionCode} has no station ${originId}.`);
  },
};

export function startDistrict(config: SubgraphConfig, resources: LevelResources): Promise<RunningLevel> {
  return startLevel(districtLevel, config, resources);
}
