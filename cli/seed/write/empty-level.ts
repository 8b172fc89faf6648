import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { SuggestionEntity } from '../../../shared/suggestion/suggestion.entity.ts';
import { DeputyEntity } from '../../../subgraphs/city/deputy/deputy.entity.ts';
import { StationEntity } from '../../../subgraphs/district/station/station.entity.ts';
import { HomeEntity } from '../../../subgraphs/township/home/home.entity.ts';

/** Tables that must be empty before a level is seeded: where somebody works already, nothing is made up. */
const ownTables: Readonly<Record<CaseLevel, readonly EntitySchema[]>> = {
  CITY: [DeputyEntity, SuggestionEntity],
  DISTRICT: [StationEntity, SuggestionEntity],
  TOWNSHIP: [HomeEntity, SuggestionEntity],
};

export async function isLevelEmpty(em: EntityManager, level: CaseLevel): Promise<boolean> {
  for (const entity of ownTables[level]) {
    if ((await em.count(entity)) > 0) return false;
  }
  return true;
}
