import { createHash } from 'node:crypto';
import type { Actor } from '../../auth/actor.ts';
import type { EntityManager } from '../../database/open-database.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Part } from '../../lifecycle/transition.ts';

/** On which side of a case somebody stands. */
export type CaseSide = 'PROPOSER' | 'ASSIGNER' | 'HANDLER' | 'EVALUATOR';

const sides: Partial<Record<Part, CaseSide>> = {
  LEAD_DEPUTY: 'PROPOSER',
  CO_SIGNER: 'PROPOSER',
  SIGNER: 'PROPOSER',
  ASSIGNER: 'ASSIGNER',
  HANDLER: 'HANDLER',
  LEAD_HANDLER: 'HANDLER',
  CO_HANDLER: 'HANDLER',
  THIRD_PARTY: 'EVALUATOR',
};

/** Who assigns or handles a case does not grade it; who evaluates it for others has had no part in it. */
const conflicts: Readonly<Record<CaseSide, readonly CaseSide[]>> = {
  PROPOSER: ['ASSIGNER', 'HANDLER', 'EVALUATOR'],
  ASSIGNER: ['PROPOSER', 'EVALUATOR'],
  HANDLER: ['PROPOSER', 'EVALUATOR'],
  EVALUATOR: ['PROPOSER', 'ASSIGNER', 'HANDLER'],
};

/**
 * One person does not act on two sides of a case that conflict, whatever tokens the person holds. The sides are kept
 * with the case, in the transaction of the act. Throws ROLE_CONFLICT.
 */
export async function takeSide(
  em: EntityManager,
  { suggestionId, part, actor }: { readonly suggestionId: string; readonly part: Part; readonly actor: Actor },
): Promise<void> {
  const side = sides[part];
  if (!side) return;
  const person = createHash('sha256').update(actor.subject).digest('hex');
  const rows = await em.execute<{ side: CaseSide }[]>(
    'select side from suggestion_participant where suggestion_id = ? and person = ?',
    [suggestionId, person],
  );
  const held = rows.map((row) => row.side);
  const conflict = held.find((other) => conflicts[side].includes(other));
  if (conflict) {
    throw new ClientError(
      'ROLE_CONFLICT',
      `The same person has acted as ${conflict} of ${suggestionId}, and may not act as its ${side}.`,
      { held: conflict, asked: side },
    );
  }
  if (held.includes(side)) return;
  await em.execute('insert into suggestion_participant (suggestion_id, person, side) values (?, ?, ?)', [
    suggestionId,
    person,
    side,
  ]);
}
