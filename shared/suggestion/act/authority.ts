import type { Actor, MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import type { Act, Part } from '../../lifecycle/transition.ts';
import {
  activeAssignments,
  coAssignments,
  leadAssignments,
  leadDeputyOf,
  type SuggestionCase,
} from '../suggestion-case.ts';

/** Acts that need a token say so before anything is read. Throws UNAUTHENTICATED or FORBIDDEN_ROLE. */
export function requireRole(lifecycle: Lifecycle, act: Act, actor: MaybeActor): Actor {
  if (!actor) {
    throw new ClientError('UNAUTHENTICATED', `The act "${act}" needs a token: send "Authorization: Bearer <token>".`);
  }
  const allowed = lifecycle.roles[lifecycle.partOf(act)];
  if (!allowed.includes(actor.role)) {
    throw new ClientError(
      'FORBIDDEN_ROLE',
      `The role ${actor.role} may not "${act}" a ${lifecycle.level.toLowerCase()} suggestion. Roles that may: ${allowed.join(', ')}.`,
    );
  }
  return actor;
}

/**
 * The actor must belong to the division that the case belongs to. The clock is the whole installation's. Throws
 * FORBIDDEN_DIVISION.
 */
export function requireDivision(actor: Actor, divisionCode: string): void {
  if (actor.divisionCode === divisionCode || actor.role === 'system') return;
  throw new ClientError(
    'FORBIDDEN_DIVISION',
    `The token belongs to division ${actor.divisionCode}; the case belongs to ${divisionCode}.`,
  );
}

/** Some parts are played by one person or organ only. Throws FORBIDDEN_PERSON or FORBIDDEN_ORGAN. */
export function requirePart({ act, part }: { act: Act; part: Part }, item: SuggestionCase, actor: Actor): void {
  requirePerson({ act, part }, item, actor);
  const organs = part === 'HAND_UP_PROPOSER' ? proposingOrgans(item, actor) : organsOf(part, item);
  if (organs && !organs.some((organ) => organ === actor.organ)) {
    const names = organs.length > 0 ? `Organs that may: ${organs.join(', ')}.` : 'No organ may.';
    throw new ClientError('FORBIDDEN_ORGAN', `${actor.organ} may not "${act}" this suggestion. ${names}`);
  }
}

function requirePerson({ act, part }: { act: Act; part: Part }, item: SuggestionCase, { deputyId }: Actor): void {
  const lead = leadDeputyOf(item);
  if (part === 'LEAD_DEPUTY' && (deputyId !== lead || item.proposers.find(({ isLead }) => isLead)?.isBelow)) {
    throw new ClientError('FORBIDDEN_PERSON', `Only the lead deputy, ${lead}, may "${act}" this suggestion.`);
  }
  // Who signed the case below acts on that one, and on none that it became here.
  const isSigner = item.proposers.some((proposer) => proposer.deputyId === deputyId && !proposer.isBelow);
  if (part === 'SIGNER' && !isSigner) {
    throw new ClientError('FORBIDDEN_PERSON', `Only a deputy who signed this suggestion may "${act}" it, in person.`);
  }
  if (part === 'CO_SIGNER' && (!isSigner || deputyId === lead)) {
    throw new ClientError('FORBIDDEN_PERSON', `Only a deputy who was asked to sign may "${act}", in person.`);
  }
}

/** The reviewer may hand a case up, and an organ that must answer it. */
function proposingOrgans(item: SuggestionCase, { role }: Actor): string[] | undefined {
  return role === 'handling-organ' ? leadAssignments(item).map(({ organ }) => organ) : undefined;
}

/** Undefined where the part is not an organ's, or nobody has been given it yet. */
function organsOf(part: Part, item: SuggestionCase): string[] | undefined {
  if (part === 'THIRD_PARTY') {
    const current = item.thirdParties.at(-1);
    return current && [current.evaluator];
  }
  if (item.assignments.length === 0) return undefined;
  if (part === 'HANDLER') return activeAssignments(item).map(({ organ }) => organ);
  if (part === 'LEAD_HANDLER') return leadAssignments(item).map(({ organ }) => organ);
  if (part === 'CO_HANDLER') return coAssignments(item).map(({ organ }) => organ);
  return undefined;
}
