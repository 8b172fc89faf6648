import type { Actor } from '../../../shared/auth/actor.ts';
import type { Act } from '../../../shared/lifecycle/transition.ts';
import type { DraftInput } from '../../../shared/suggestion/act/draft.act.ts';

export type ActAfterDraft = Exclude<Act, 'draft'>;

export interface ScriptStep {
  readonly at: Date;
  readonly act: ActAfterDraft;
  readonly actor: Actor;
  /** As a client would send it: the act's own definition parses it. */
  readonly input: unknown;
}

export interface ScriptSigner {
  readonly deputyId: string;
  /** Null while a co-signer (附议代表) has not confirmed in person. */
  readonly confirmedAt: Date | null;
}

/** The life of one suggestion, not yet lived: who does what and when. Times of one script strictly increase. */
export interface CaseScript {
  readonly divisionCode: string;
  readonly draft: DraftInput;
  readonly draftedAt: Date;
  /** The lead deputy first. */
  readonly signers: readonly [ScriptSigner, ...ScriptSigner[]];
  readonly steps: readonly ScriptStep[];
  readonly synthetic: boolean;
}
