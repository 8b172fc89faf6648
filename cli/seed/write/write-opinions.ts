import type { EntityManager } from '../../../shared/database/open-database.ts';
import { NumberSeriesEntity } from '../../../shared/suggestion/suggestion.entity.ts';
import { OpinionEntity } from '../../../subgraphs/township/opinion/opinion.entity.ts';
import type { PlayedOpinions } from '../play/play-opinions.ts';
import { insertRows } from './insert-rows.ts';

/** Writes citizens' opinions; their events stand in the log with those of the cases. */
export async function writeOpinions(em: EntityManager, { rows, lastNumbers }: PlayedOpinions): Promise<void> {
  await insertRows(em, OpinionEntity, rows);
  const series = [...lastNumbers].map(([name, last]) => ({ name, last }));
  await insertRows(em, NumberSeriesEntity, series);
}
