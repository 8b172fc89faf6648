import type { Actor } from '../../../shared/auth/actor.ts';
import type { Registration } from '../../../subgraphs/township/opinion/opinion-act.ts';
import type { OpinionPlace } from '../../../subgraphs/township/opinion/opinion-authority.ts';
import type { ActOnOpinion } from '../../../subgraphs/township/opinion/opinion-transition.ts';

export interface OpinionStep {
  readonly at: Date;
  readonly act: ActOnOpinion;
  readonly actor: Actor;
  /** As a client would send it: the act's own definition parses it. */
  readonly input: unknown;
}

/** The life of one citizen's opinion, not yet lived: who does what and when. Times of one script strictly increase. */
export interface OpinionScript {
  readonly id: string;
  readonly place: OpinionPlace;
  readonly registeredAt: Date;
  readonly input: Registration;
  readonly steps: readonly OpinionStep[];
}
