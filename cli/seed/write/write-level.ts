import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import { ensureHead } from '../../../shared/events/event-head.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { CenterEntity } from '../../../subgraphs/city/center/center.entity.ts';
import { DeputyEntity, DeputyLevelEntity } from '../../../subgraphs/city/deputy/deputy.entity.ts';
import { StationEntity } from '../../../subgraphs/district/station/station.entity.ts';
import { HomeEntity } from '../../../subgraphs/township/home/home.entity.ts';
import type { SeedPlan } from '../plan/seed.plan.ts';
import { cityCenter } from '../plan/seeded-city.ts';
import type { SeedCounts } from '../seed-options.ts';
import { isLevelEmpty } from './empty-level.ts';
import { insertRows } from './insert-rows.ts';

/**
 * Runs `write` in one transaction if the level is empty; false where it is not. The log's head is locked first, so that
 * of two processes that start at once the second one finds what the first has written.
 */
export async function writeIfEmpty(
  database: Database,
  level: CaseLevel,
  write: (em: EntityManager) => Promise<void>,
): Promise<boolean> {
  await ensureHead(database.fork());
  return inTransaction(database, async (em) => {
    await em.execute('update event_head set sequence = sequence where id = 1');
    if (!(await isLevelEmpty(em, level))) return false;
    await write(em);
    return true;
  });
}

/** The centre is real, so it is there whatever else is seeded; true where it was not yet. */
export async function writeCenter(em: EntityManager): Promise<boolean> {
  const { cityCode } = cityCenter;
  if ((await em.count(CenterEntity, { cityCode })) > 0) return false;
  await em.insert(CenterEntity, cityCenter);
  return true;
}

type InstitutionCounts = Partial<Pick<SeedCounts, 'deputies' | 'stations' | 'homes'>>;
type WriteInstitutions = (em: EntityManager, plan: SeedPlan) => Promise<InstitutionCounts>;

/** What a level holds beside its suggestions. */
export const writeInstitutions: Readonly<Record<CaseLevel, WriteInstitutions>> = {
  async CITY(em, { deputies }) {
    const rows = deputies.map(({ levels: _, ...deputy }) => deputy);
    const levels = deputies.flatMap(({ id, levels: held }) => held.map((level) => ({ deputyId: id, level })));
    await insertRows(em, DeputyEntity, rows);
    await insertRows(em, DeputyLevelEntity, levels);
    return { deputies: rows.length };
  },
  async DISTRICT(em, { stations }) {
    await insertRows(em, StationEntity, stations);
    return { stations: stations.length };
  },
  async TOWNSHIP(em, { homes }) {
    await insertRows(em, HomeEntity, homes);
    return { homes: homes.length };
  },
};
