import type { Actor } from '../../../shared/auth/actor.ts';
import type { ActOnCase } from '../../../shared/suggestion/act/act-catalogue.ts';
import type { DraftInput } from '../../../shared/suggestion/act/draft.act.ts';
import { deputyActor } from './script-actor.ts';

export interface ScriptStep {
  readonly at: Date;
  readonly act: ActOnCase;
  readonly actor: Actor;
  /** As a client would send it: the act's own definition parses it. */
  readonly input: unknown;
  /** The case that a merger goes into: its id is known when it is played. */
  readonly into?: CaseScript;
  /** The conference in which it was done: its id is known when it is played. */
  readonly conference?: PlannedConference;
}

/** An assignment conference (交办会), before it has a number. */
export interface PlannedConference {
  readonly divisionCode: string;
  readonly heldAt: Date;
  readonly minutes: string;
  readonly caseCount: number;
}

export interface ScriptSigner {
  readonly deputyId: string;
  /** Null while a co-signer (附议代表) has not confirmed in person. */
  readonly confirmedAt: Date | null;
}

/** The lead deputy asks all co-signers at once, a minute after the draft; each of them signs later, in person. */
export function coSigning(
  { lead, divisionCode, draftedAt }: Pick<CaseScript, 'lead' | 'divisionCode' | 'draftedAt'>,
  coSigners: readonly ScriptSigner[],
): ScriptStep[] {
  if (coSigners.length === 0) return [];
  const askedAt = new Date(draftedAt.getTime() + 60_000);
  const input = { deputyIds: coSigners.map(({ deputyId }) => deputyId) };
  const confirmations = coSigners.flatMap(({ deputyId, confirmedAt }): ScriptStep[] => {
    if (!confirmedAt) return [];
    const at = new Date(Math.max(confirmedAt.getTime(), askedAt.getTime() + 1_000));
    return [{ at, act: 'confirm', actor: deputyActor(deputyId, divisionCode), input: {} }];
  });
  const byTime = confirmations.toSorted((left, right) => left.at.getTime() - right.at.getTime());
  return [{ at: askedAt, act: 'invite', actor: deputyActor(lead, divisionCode), input }, ...byTime];
}

/** The life of one suggestion, not yet lived: who does what and when. Times of one script strictly increase. */
export interface CaseScript {
  readonly divisionCode: string;
  readonly draft: DraftInput;
  readonly draftedAt: Date;
  readonly lead: string;
  readonly steps: readonly ScriptStep[];
  readonly synthetic: boolean;
}
