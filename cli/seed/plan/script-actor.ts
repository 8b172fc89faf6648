import type { Actor } from '../../../shared/auth/actor.ts';
import type { Lifecycle } from '../../../shared/lifecycle/lifecycle.ts';
import type { Part } from '../../../shared/lifecycle/transition.ts';

/** No token stands behind these actors, so none expires. */
const expiresAt = 0;

export function deputyActor(deputyId: string, divisionCode: string): Actor {
  return { subject: deputyId, name: deputyId, role: 'deputy', divisionCode, deputyId, expiresAt };
}

export function organActor(organ: string, divisionCode: string): Actor {
  return { subject: organ, name: organ, role: 'handling-organ', divisionCode, organ, expiresAt };
}

/** Whoever plays a clerk's part at the level: the first of the part's roles. */
export function clerkActor(lifecycle: Lifecycle, part: Part, divisionCode: string): Actor {
  const [role] = lifecycle.roles[part];
  if (!role) throw new Error(`Nobody plays ${part} at ${lifecycle.level}.`);
  return { subject: `${role}:${divisionCode}`, name: role, role, divisionCode, expiresAt };
}

/** The clock of the installation, which records what nobody did in time. */
export function clockActor(divisionCode: string): Actor {
  return { subject: 'clock', name: 'clock', role: 'system', divisionCode, expiresAt };
}
