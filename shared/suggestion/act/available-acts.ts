import type { MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import type { Act } from '../../lifecycle/transition.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import { requireDivision, requirePart, requireRole } from './authority.ts';

/** Acts that the state allows and the actor may ask for. An act's own conditions are not looked at. */
export function availableActs(lifecycle: Lifecycle, item: SuggestionCase, maybeActor: MaybeActor): Act[] {
  const { status, divisionCode } = item.suggestion;
  return lifecycle.legalActs(status).filter((act) => {
    try {
      const actor = requireRole(lifecycle, act, maybeActor);
      requireDivision(actor, divisionCode);
      requirePart({ act, part: lifecycle.partOf(act) }, item, actor);
      return true;
    } catch (error) {
      if (error instanceof ClientError) return false;
      throw error;
    }
  });
}
