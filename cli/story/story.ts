import type { Role } from '../../shared/auth/role.ts';
import type { CalendarDay } from '../../shared/lifecycle/calendar-day.ts';
import type { ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';

/** Somebody of a story, who acts with a token of their own. */
export interface StoryActor {
  /** As it is printed. */
  readonly name: string;
  /** Nobody real stands behind the name. */
  readonly isMadeUp?: boolean;
  readonly role: Role;
  readonly deputyId?: string;
  readonly organ?: string;
}

export interface StoryStep {
  readonly at: Date;
  readonly act: ActOnCase;
  readonly by: StoryActor;
  /** As the API takes it, made on the day of the act; left out where the act takes none. */
  readonly input?: (today: CalendarDay) => object;
}

/** One suggestion of the city, from its draft to its publication. */
export interface Story {
  readonly name: string;
  readonly divisionCode: string;
  readonly draftedAt: Date;
  readonly lead: StoryActor;
  readonly signers: readonly StoryActor[];
  readonly draft: { readonly title: string; readonly content: string; readonly topic: string };
  readonly steps: readonly StoryStep[];
}
