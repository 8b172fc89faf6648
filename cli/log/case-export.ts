import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { SigningKey } from '../../shared/auth/signing-key.ts';
import type { Database, EntityManager } from '../../shared/database/open-database.ts';
import { parseSuggestionId } from '../../shared/division/entity-id.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { canonicalJson, hashEvent } from '../../shared/events/event-hash.ts';
import { readHead } from '../../shared/events/event-head.ts';
import { EventEntity, type EventRow } from '../../shared/events/event.entity.ts';
import { faultOfSignature, signDocument, type SignedDocument } from '../../shared/events/signed-document.ts';
import type { CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import { SuggestionEntity } from '../../shared/suggestion/suggestion.entity.ts';
import { misfitIn } from './exported-steps.ts';

/** An event with the hash before it, by which its own can be computed anew without the rest of the log. */
export interface ExportedEvent extends Omit<EventRow, 'payload'> {
  readonly previousHash: string;
  readonly payload: unknown;
}

/** A case as its level's database holds it, with all that belongs to it and its whole timeline. */
export interface CaseDocument {
  readonly format: 'liaison-graph/case';
  readonly version: 1;
  readonly exportedAt: string;
  readonly level: CaseLevel;
  readonly id: string;
  readonly suggestion: object;
  /** Rows that belong to the case, by their tables. */
  readonly parts: Readonly<Record<string, readonly object[]>>;
  readonly timeline: readonly ExportedEvent[];
  /** False where the oldest events were trimmed from the log: they are in its archives. */
  readonly isTimelineWhole: boolean;
  /** The log that the events stand in, as it was then. */
  readonly log: { readonly logId: string; readonly sequence: number; readonly hash: string };
}

/** Throws SUGGESTION_NOT_FOUND and ID_INVALID. */
export async function exportCase(
  database: Database,
  { level, id, now, key }: { level: CaseLevel; id: string; now: Date; key: SigningKey },
): Promise<SignedDocument<CaseDocument>> {
  const em = database.fork();
  const suggestion = await em.findOne(SuggestionEntity, { id: parseSuggestionId(id) }, { disableIdentityMap: true });
  if (!suggestion)
    throw new ClientError('SUGGESTION_NOT_FOUND', `The database of ${level.toLowerCase()} has no suggestion ${id}.`);
  const timeline = await readTimeline(em, id);
  const { logId, sequence, hash } = await readHead(em);
  return signDocument(key, {
    format: 'liaison-graph/case',
    version: 1,
    exportedAt: now.toISOString(),
    level,
    id,
    suggestion,
    parts: await readParts(database, id),
    timeline,
    isTimelineWhole: timeline[0]?.fromState === null,
    log: { logId, sequence, hash },
  });
}

/** Every table whose rows name a suggestion belongs to it: one that a later version adds is not forgotten. */
async function readParts(database: Database, id: string): Promise<Record<string, object[]>> {
  const em = database.fork();
  const parts: Record<string, object[]> = {};
  for (const { tableName, properties } of database.orm.getMetadata().getAll().values()) {
    const column = properties['suggestionId' as never] as { fieldNames: string[] } | undefined;
    if (!column) continue;
    const rows = await em.execute<Record<string, unknown>[]>(
      `select * from ${tableName} where ${column.fieldNames[0]} = ?`,
      [id],
    );
    parts[tableName] = rows.map((row) => JSON.parse(canonicalJson(row)) as object).sort(byText);
  }
  return parts;
}

function byText(left: object, right: object): number {
  return canonicalJson(left) < canonicalJson(right) ? -1 : 1;
}

async function readTimeline(em: EntityManager, id: string): Promise<ExportedEvent[]> {
  const order = { orderBy: { sequence: 'asc' }, disableIdentityMap: true } as const;
  const events = await em.find(EventEntity, { aggregateId: id }, order);
  const { oldest, baseHash } = await readHead(em);
  const before = await em.find(EventEntity, { sequence: { $in: events.map(({ sequence }) => sequence - 1) } }, order);
  const hashOf = new Map(before.map(({ sequence, hash }) => [sequence, hash]));
  hashOf.set(oldest - 1, baseHash);
  return events.map((event) => ({
    ...event,
    payload: JSON.parse(event.payload) as unknown,
    previousHash: hashOf.get(event.sequence - 1) ?? '',
  }));
}

const signedCase = z.object({
  document: z.looseObject({
    format: z.literal('liaison-graph/case'),
    version: z.literal(1),
    id: z.string(),
    timeline: z.array(z.looseObject({ sequence: z.int(), hash: z.string(), previousHash: z.string() })),
    parts: z.looseObject({ suggestion_step: z.array(z.looseObject({})).optional() }),
  }),
  signature: z.object({ protected: z.string(), signature: z.string() }),
});

export interface CheckedExport {
  readonly id: string;
  readonly events: number;
  /** What is wrong with it; undefined where it is as it was signed. */
  readonly fault: string | undefined;
}

/** Holds an export to its signature, its events to their hashes, and who acted and why to its events. Throws INPUT_INVALID where it is no export. */
export async function checkExport(file: string, jwksFile: string): Promise<CheckedExport> {
  const parsed = signedCase.safeParse(parseJson(await readFile(file, 'utf8'), file));
  if (!parsed.success)
    throw notAnExport(file, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { id, timeline, parts } = parsed.data.document;
  const result = { id, events: timeline.length };
  const fault = await faultOfSignature(parsed.data, jwksFile);
  if (fault !== undefined) return { ...result, fault };
  const broken = timeline.find(({ previousHash, ...event }) => {
    const row = { ...event, payload: canonicalJson(event['payload']) } as unknown as EventRow;
    return hashEvent(previousHash, row) !== row.hash;
  });
  if (broken) return { ...result, fault: `event ${broken.sequence} does not have the hash of its content` };
  return { ...result, fault: misfitIn(timeline, parts.suggestion_step) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw notAnExport(file, (error as Error).message);
  }
}

function notAnExport(file: string, reason: string): ClientError {
  return new ClientError('INPUT_INVALID', `${file} is not an export of a case: ${reason}.`);
}
