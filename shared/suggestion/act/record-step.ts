import { createHash } from 'node:crypto';
import type { Actor } from '../../auth/actor.ts';
import type { Act } from '../../lifecycle/transition.ts';
import { digestOfStep } from '../step-digest.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { ActContext } from './act-definition.ts';

/**
 * Keeps with the case who did the act that made its version, and why, where `input` has a reason in writing. Gives the
 * digest of that, for the act's event.
 */
export function recordStep(
  item: SuggestionCase,
  { act, input }: { readonly act: Act; readonly input?: unknown },
  { actor, newSalt }: Pick<ActContext, 'actor' | 'newSalt'>,
): string {
  const { id: suggestionId, version } = item.suggestion;
  const step = { suggestionId, version, act, person: personOf(actor), reason: reasonIn(input), salt: newSalt() };
  item.steps.push(step);
  return digestOfStep(step);
}

/** The clock and the links between levels are no persons. */
function personOf({ role, deputyId, subject }: Actor): string | null {
  if (role === 'system') return null;
  return deputyId ?? createHash('sha256').update(subject).digest('hex');
}

/** Where an act takes a reason as a code, the words stand in its note. */
function reasonIn(input: unknown): string | null {
  const { note, reason } = (input ?? {}) as { readonly note?: unknown; readonly reason?: unknown };
  return [note, reason].find((words) => typeof words === 'string') ?? null;
}
