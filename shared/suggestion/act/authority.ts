import type { Actor, MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import { transitions, type Act, type Part } from '../../lifecycle/transition.ts';
import { leadAssignments, leadDeputyOf, type SuggestionCase } from '../suggestion-case.ts';

/** Acts that need a token say so before anything is read. Throws UNAUTHENTICATED or FORBIDDEN_ROLE. */
export function requireRole(lifecycle: Lifecycle, act: Act, actor: MaybeActor): Actor {
  if (!actor) {
    throw new ClientError('UNAUTHENTICATED', `The act "${act}" needs a token: send "Authorization: Bearer <token>".`);
  }
  const allowed = lifecycle.roles[partOf(act)];
  if (!allowed.includes(actor.role)) {
    throw new ClientError(
      'FORBIDDEN_ROLE',
      `The role ${actor.role} may not "${act}" a ${lifecycle.level.toLowerCase()} suggestion. Roles that may: ${allowed.join(', ')}.`,
    );
  }
  return actor;
}

/** The actor must belong to the division that the case belongs to. Throws FORBIDDEN_DIVISION. */
export function requireDivision(actor: Actor, divisionCode: string): void {
  if (actor.divisionCode === divisionCode) return;
  throw new ClientError(
    'FORBIDDEN_DIVISION',
    `The token belongs to division ${actor.divisionCode}; the case belongs to ${divisionCode}.`,
  );
}

/** Some parts are played by one person or organ only. Throws FORBIDDEN_PERSON or FORBIDDEN_ORGAN. */
export function requirePart(act: Act, item: SuggestionCase, actor: Actor): void {
  const part = partOf(act);
  if (part === 'LEAD_DEPUTY' && actor.deputyId !== leadDeputyOf(item)) {
    throw new ClientError(
      'FORBIDDEN_PERSON',
      `Only the lead deputy, ${leadDeputyOf(item)}, may "${act}" this suggestion.`,
    );
  }
  if (part === 'SIGNER' && !item.proposers.some(({ deputyId }) => deputyId === actor.deputyId)) {
    throw new ClientError('FORBIDDEN_PERSON', `Only a deputy who signed this suggestion may "${act}" it, in person.`);
  }
  const organs = part === 'HANDLER' ? item.assignments : part === 'LEAD_HANDLER' ? leadAssignments(item) : undefined;
  if (organs && item.assignments.length > 0 && !organs.some(({ organ }) => organ === actor.organ)) {
    throw new ClientError(
      'FORBIDDEN_ORGAN',
      `${actor.organ} may not "${act}" this suggestion. Organs that may: ${organs.map(({ organ }) => organ).join(', ')}.`,
    );
  }
}

function partOf(act: Act): Part {
  const row = transitions.find((transition) => transition.act === act);
  if (!row) throw new Error(`The transition table has no row for the act ${act}.`);
  return row.by;
}
