import type { Actor, MaybeActor } from '../../../shared/auth/actor.ts';
import type { Role } from '../../../shared/auth/role.ts';
import type { DivisionCode } from '../../../shared/division/division-code.ts';
import { hasCongress, streetKind } from '../../../shared/division/division-kind.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { opinionPartOf, opinionRolesOf } from './opinion-lifecycle.ts';
import type { OpinionAct } from './opinion-transition.ts';
import type { OpinionRow } from './opinion.entity.ts';

export type OpinionPlace = Pick<OpinionRow, 'divisionCode' | 'districtCode' | 'communityCode'>;

/** Whose congress hears of what is raised in a division: a town's own; a street or quasi unit has none, its district has. */
export function congressFor(divisionCode: DivisionCode): string {
  const isTown = divisionCode.length === 9 && hasCongress(streetKind(divisionCode, ''));
  return isTown ? divisionCode : divisionCode.slice(0, 6);
}

/** Acts that need a token say so before anything is read. Throws UNAUTHENTICATED or FORBIDDEN_ROLE. */
export function requireOpinionRole(act: OpinionAct, actor: MaybeActor): Actor {
  return requireOneOf(opinionRolesOf(act), actor, `"${act}" a citizen's opinion`);
}

/** Throws FORBIDDEN_ROLE or FORBIDDEN_DIVISION where the actor does not play the act's part in this opinion. */
export function requireOpinionPart(act: OpinionAct, opinion: OpinionRow, actor: Actor): void {
  const part = opinionPartOf(act);
  if (part === 'DEPUTY') requireCongress(opinion, actor);
  else requireHolder(opinion, actor);
}

/** The keeper's own station or home, or one of the district that runs the stations. Throws FORBIDDEN_DIVISION. */
export function requireKeeper({ divisionCode, districtCode, communityCode }: OpinionPlace, actor: Actor): void {
  if ([divisionCode, districtCode, communityCode].includes(actor.divisionCode)) return;
  throw wrongDivision(actor, divisionCode);
}

/** What everybody may see of the citizen is masked; this is for those who must speak with the citizen. */
export function requirePersonalData(opinion: OpinionRow, maybeActor: MaybeActor): Actor {
  const roles = ['station-keeper', 'presidium', 'district-clerk', 'deputy'] as const;
  const actor = requireOneOf(roles, maybeActor, 'see whose opinion it is');
  if (actor.role !== 'deputy') requireHolder(opinion, actor);
  else if (actor.deputyId === undefined || actor.deputyId !== opinion.adoptedBy) {
    throw new ClientError('FORBIDDEN_PERSON', 'Only the deputy who adopted the opinion may see whose it is.');
  }
  return actor;
}

function requireOneOf(roles: readonly Role[], actor: MaybeActor, deed: string): Actor {
  if (!actor) {
    throw new ClientError('UNAUTHENTICATED', `To ${deed} needs a token: send "Authorization: Bearer <token>".`);
  }
  if (roles.includes(actor.role)) return actor;
  throw new ClientError(
    'FORBIDDEN_ROLE',
    `The role ${actor.role} may not ${deed}. Roles that may: ${roles.join(', ')}.`,
  );
}

/** The keeper; once it was escalated also the presidium of its town, or the clerk of its district. */
function requireHolder(opinion: OpinionRow, actor: Actor): void {
  if (actor.role === 'station-keeper') {
    requireKeeper(opinion, actor);
    return;
  }
  const { escalatedTo } = opinion;
  const receiver = receiverOf(escalatedTo);
  if (actor.role !== receiver) {
    throw new ClientError(
      'FORBIDDEN_ROLE',
      receiver === undefined
        ? `${opinion.id} is with the keeper of its station: the role ${actor.role} may act once it was escalated.`
        : `${opinion.id} was escalated to ${escalatedTo}: there the role ${receiver} may act.`,
    );
  }
  if (actor.divisionCode !== escalatedTo) throw wrongDivision(actor, escalatedTo ?? opinion.divisionCode);
}

function receiverOf(escalatedTo: string | null | undefined): Role | undefined {
  if (!escalatedTo) return undefined;
  return escalatedTo.length === 9 ? 'presidium' : 'district-clerk';
}

/** Deputies of the town and of its district: one level at a time. */
function requireCongress({ divisionCode, districtCode }: OpinionRow, actor: Actor): void {
  const congresses = [congressFor(divisionCode as DivisionCode), districtCode];
  if (congresses.includes(actor.divisionCode)) return;
  throw new ClientError(
    'FORBIDDEN_DIVISION',
    `The token belongs to division ${actor.divisionCode}; deputies of ${[...new Set(congresses)].join(', ')} may adopt what is raised in ${divisionCode}.`,
  );
}

function wrongDivision(actor: Actor, divisionCode: string): ClientError {
  return new ClientError(
    'FORBIDDEN_DIVISION',
    `The token belongs to division ${actor.divisionCode}; the opinion belongs to ${divisionCode}.`,
  );
}
