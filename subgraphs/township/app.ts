import type { SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import { parseDivisionCode } from '../../shared/division/division-code.ts';
import { hasCongress, streetKind } from '../../shared/division/division-kind.ts';
import { parseHomeId } from '../../shared/division/entity-id.ts';
import { divisionNotFound } from '../../shared/division/not-found.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import {
  startLevel,
  type LevelResources,
  type LevelSpec,
  type RunningLevel,
} from '../../shared/suggestion/start-level.ts';
import { CommunityEntity } from './division/community.entity.ts';
import { HomeEntity } from './home/home.entity.ts';
import { townshipMigrations } from './migrations/township.migrations.ts';
import { OpinionAdoptionEntity } from './opinion/opinion-adoption.entity.ts';
import { giveOpinionNotices } from './opinion/opinion-notice.ts';
import { opinionOutbox } from './opinion/opinion-outbox.ts';
import { OpinionEntity } from './opinion/opinion.entity.ts';
import { townshipLifecycleSpec } from './suggestion/township-lifecycle.ts';
import { buildTownshipSchema } from './township.schema.ts';

export const townshipLevel: LevelSpec = {
  name: 'township',
  entities: [CommunityEntity, HomeEntity, OpinionEntity, OpinionAdoptionEntity],
  migrations: townshipMigrations,
  lifecycle: townshipLifecycleSpec,
  opinions: opinionOutbox,
  giveOwnNotices: giveOpinionNotices,
  buildSchema: buildTownshipSchema,
  async checkPlace(em, { divisionCode, originId }) {
    const communities = await em.count(CommunityEntity, { townshipCode: divisionCode });
    if (communities === 0) throw divisionNotFound('town or township', divisionCode);
    if (!hasCongress(streetKind(parseDivisionCode(divisionCode), ''))) {
      throw new ClientError(
        'GUARD_FAILED',
        `${divisionCode} is a street or quasi unit and has no congress: its matters are suggestions to district ${divisionCode.slice(0, 6)}.`,
      );
    }
    if (originId === null || originId === undefined) return;
    const home = await em.findOne(HomeEntity, { id: parseHomeId(originId) });
    if (home?.townshipCode === divisionCode) return;
    throw new ClientError('HOME_NOT_FOUND', `Town ${divisionCode} has no home ${originId}.`);
  },
};

export function startTownship(config: SubgraphConfig, resources: LevelResources): Promise<RunningLevel> {
  return startLevel(townshipLevel, config, resources);
}
