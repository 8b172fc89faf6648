import type { Actor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import { beijingDay, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import type { Act } from '../../lifecycle/transition.ts';
import type { HolidayCalendar } from '../../lifecycle/working-day.ts';
import type { CaseRecord, SuggestionCase } from '../suggestion-case.ts';

export interface ActContext {
  readonly lifecycle: Lifecycle;
  readonly calendar: HolidayCalendar;
  readonly actor: Actor;
  readonly now: Date;
  /** The next number of a series such as `case:230100:2021`, from 1. */
  readonly nextNumber: (series: string) => Promise<number>;
  /** Of the digest of a step; nobody can guess it. */
  readonly newSalt: () => string;
  /** Another case of the level, locked like the act's own. */
  readonly findCase: (id: string) => Promise<SuggestionCase | undefined>;
  /** The cases that were merged into one and wait for its reply, locked. */
  readonly mergedInto: (id: string) => Promise<readonly SuggestionCase[]>;
}

export function todayOf({ now }: Pick<ActContext, 'now'>): CalendarDay {
  return beijingDay(now);
}

/** What an event tells beyond the facts of the case; nothing personal goes in. */
export type ActPayload = Readonly<Record<string, unknown>>;

/** One act on an existing case. The table says whether it is legal; this says what it takes and what it changes. */
export interface ActDefinition<Input> {
  readonly act: Act;
  /** Past tense, such as `suggestion.assigned`. */
  readonly eventType: string;
  /** What the act reads of the case beside its rows. */
  readonly reads?: readonly CaseRecord[];
  /** Throws INPUT_INVALID; sees nothing but the input. */
  parse(input: unknown): Input;
  /** Throws GUARD_FAILED before it changes anything. */
  apply(item: SuggestionCase, input: Input, context: ActContext): ActPayload | Promise<ActPayload>;
}

export function guard(isMet: boolean, message: string): asserts isMet {
  if (!isMet) throw new ClientError('GUARD_FAILED', message);
}
