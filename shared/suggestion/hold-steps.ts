import type { EntityManager } from '../database/open-database.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { LogFault } from '../events/verify-log.ts';
import { CaseStepEntity, type CaseStepRow } from './case-record.entity.ts';
import { misfitOf, stepPlaceOf } from './step-digest.ts';

/** Steps that are read in one statement. */
const batchSize = 500;

/**
 * Holds who acted and why to the digests in a log's events; gives the first event, in the order given, whose step does not
 * fit. An event commits together with its step, so appends may go on meanwhile.
 */
export async function faultOfSteps(em: EntityManager, events: readonly EventRow[]): Promise<LogFault | undefined> {
  const placed = events.flatMap((event) => {
    const place = stepPlaceOf(event, JSON.parse(event.payload));
    return place ? [{ event, ...place }] : [];
  });
  for (let start = 0; start < placed.length; start += batchSize) {
    const batch = placed.slice(start, start + batchSize);
    const steps = await readSteps(
      em,
      batch.map(({ event, version }) => [event.aggregateId, version ?? 0]),
    );
    for (const { event, version, digest } of batch) {
      const message = misfitOf(event, digest, steps.get(keyOf(event.aggregateId, version)));
      if (message !== undefined) return { sequence: event.sequence, message };
    }
  }
  return undefined;
}

async function readSteps(
  em: EntityManager,
  keys: readonly (readonly [string, number])[],
): Promise<ReadonlyMap<string, CaseStepRow>> {
  const where = { $or: keys.map(([suggestionId, version]) => ({ suggestionId, version })) };
  const rows = await em.find(CaseStepEntity, where, { disableIdentityMap: true });
  return new Map(rows.map((row) => [keyOf(row.suggestionId, row.version), row]));
}

function keyOf(suggestionId: string, version: number | undefined): string {
  return `${suggestionId} ${version}`;
}
