import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { AuditEntryEntity, type AuditEntryRow } from './registry.entities.ts';

export interface AuditNote {
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  /** `done`, or the code of the error that refused the act. */
  readonly outcome: string;
  readonly detail?: string | undefined;
}

/** Characters: what was refused may have names of any length. */
const longestText = 2_000;

export async function writeAudit(em: EntityManager, { detail, subject, ...note }: AuditNote): Promise<void> {
  await em.insert(AuditEntryEntity, {
    ...note,
    subject: subject.slice(0, longestText),
    detail: detail?.slice(0, longestText) ?? null,
    occurredAt: new Date().toISOString(),
  });
}

/** Notes why an act was refused; one that is done notes itself. A fault of the database cannot be noted. */
export async function notingRefusal<Result>(
  database: Database,
  note: Pick<AuditNote, 'actor' | 'act' | 'subject'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClientError) {
      await writeAudit(database.fork(), { ...note, outcome: error.code, detail: error.message });
    }
    throw error;
  }
}

/** The newest first. */
export async function listAudit(em: EntityManager, first: number): Promise<AuditEntryRow[]> {
  return em.find(AuditEntryEntity, {}, { orderBy: { id: 'desc' }, limit: first });
}
