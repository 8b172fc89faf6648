import type { Actor } from '../../auth/actor.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { ClientError } from '../../errors/client-error.ts';
import { DeputySuspensionEntity } from './suspension.entity.ts';

/** A deputy who is suspended does no act as one in that congress. Throws DEPUTY_SUSPENDED. */
export async function requireInOffice(em: EntityManager, actor: Actor, divisionCode: string): Promise<void> {
  const { role, deputyId } = actor;
  if (role !== 'deputy' || deputyId === undefined) return;
  const running = await em.count(DeputySuspensionEntity, { divisionCode, deputyId, endedAt: null });
  if (running === 0) return;
  throw new ClientError(
    'DEPUTY_SUSPENDED',
    `Deputy ${deputyId} is suspended from the congress of ${divisionCode}, and may not act as a deputy until that ends.`,
  );
}
