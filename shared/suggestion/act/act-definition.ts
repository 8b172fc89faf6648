import type { Actor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import type { Act } from '../../lifecycle/transition.ts';
import type { HolidayCalendar } from '../../lifecycle/working-day.ts';
import type { SuggestionCase } from '../suggestion-case.ts';

export interface ActContext {
  readonly lifecycle: Lifecycle;
  readonly actor: Actor;
  readonly now: Date;
  /** Which days are worked: for spans of working days. */
  readonly calendar: HolidayCalendar;
  /** The next number of a series such as `case:230100:2021`, from 1. */
  readonly nextNumber: (series: string) => Promise<number>;
}

/** What an event tells beyond the facts of the case; nothing personal goes in. */
export type ActPayload = Readonly<Record<string, unknown>>;

/** One act on an existing case. The table says whether it is legal; this says what it takes and what it changes. */
export interface ActDefinition<Input> {
  readonly act: Act;
  /** Past tense, such as `suggestion.assigned`. */
  readonly eventType: string;
  /** Throws INPUT_INVALID; sees nothing but the input. */
  parse(input: unknown): Input;
  /** Throws GUARD_FAILED before it changes anything. */
  apply(item: SuggestionCase, input: Input, context: ActContext): ActPayload | Promise<ActPayload>;
}

export function guard(isMet: boolean, message: string): asserts isMet {
  if (!isMet) throw new ClientError('GUARD_FAILED', message);
}
