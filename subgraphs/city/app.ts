import type { SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { divisionNotFound } from '../../shared/division/not-found.ts';
import {
  startLevel,
  type LevelResources,
  type LevelSpec,
  type RunningLevel,
} from '../../shared/suggestion/start-level.ts';
import { CenterEntity } from './center/center.entity.ts';
import { buildCitySchema } from './city.schema.ts';
import { DeputyEntity, DeputyLevelEntity } from './deputy/deputy.entity.ts';
import { CityEntity, DistrictEntity } from './division/division.entity.ts';
import { InstallationEntity } from './installation/installation.entity.ts';
import { cityMigrations } from './migrations/city.migrations.ts';
import { cityLifecycleSpec } from './suggestion/city-lifecycle.ts';

export const cityLevel: LevelSpec = {
  name: 'city',
  entities: [CityEntity, DistrictEntity, CenterEntity, DeputyEntity, DeputyLevelEntity, InstallationEntity],
  migrations: cityMigrations,
  lifecycle: cityLifecycleSpec,
  buildSchema: buildCitySchema,
  async checkPlace(em, { divisionCode, originId }) {
    const city = await em.count(CityEntity, { code: divisionCode });
    if (city === 0) throw divisionNotFound('city', divisionCode);
    if (originId) {
      throw new ClientError(
        'INPUT_INVALID',
        'A city suggestion has no place of origin: leave the station or home out.',
      );
    }
  },
};

export function startCity(config: SubgraphConfig, resources: LevelResources): Promise<RunningLevel> {
  return startLevel(cityLevel, config, resources);
}
