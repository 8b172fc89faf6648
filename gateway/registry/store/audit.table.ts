import type { EntityManager } from '../../../shared/database/open-database.ts';
import { AuditEntryEntity, type AuditEntryRow } from './registry.entities.ts';

export interface AuditNote {
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  /** `done`, or the code of the error that refused the act. */
  readonly outcome: string;
  readonly detail?: string | undefined;
}

export async function writeAudit(em: EntityManager, { detail, ...note }: AuditNote): Promise<void> {
  await em.insert(AuditEntryEntity, { ...note, detail: detail ?? null, occurredAt: new Date().toISOString() });
}

/** The newest first. */
export async function listAudit(em: EntityManager, first: number): Promise<AuditEntryRow[]> {
  return em.find(AuditEntryEntity, {}, { orderBy: { id: 'desc' }, limit: first });
}
