import { z } from 'zod';
import type { Actor } from '../../../shared/auth/actor.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { NewEvent } from '../../../shared/events/append-event.ts';
import { personalDataIn } from '../../../shared/privacy/personal-data.ts';
import { text } from '../../../shared/suggestion/act/act-input.ts';
import type { ActPayload } from '../../../shared/suggestion/act/act-definition.ts';
import type { SuggestionDeps } from '../../../shared/suggestion/suggestion.service.ts';
import type { ActOnOpinion } from './opinion-transition.ts';
import type { OpinionRow } from './opinion.entity.ts';

/** Where what follows from an act happens. */
export interface OpinionContext {
  readonly deps: SuggestionDeps;
  /** Of the act's transaction. */
  readonly em: EntityManager;
  readonly actor: Actor;
}

/** One act on an opinion that is there. The table says whether it is legal; this says what it takes and what it changes. */
export interface OpinionActDefinition<Input> {
  readonly act: ActOnOpinion;
  /** Past tense, such as `citizen-opinion.triaged`. */
  readonly eventType: string;
  /** Throws INPUT_INVALID; sees nothing but the input. */
  parse(input: unknown): Input;
  /** Gives what the event tells beyond the facts of the opinion; nothing personal goes in. */
  apply(row: OpinionRow, input: Input, by: { readonly actor: Actor; readonly now: Date }): ActPayload;
  /** What follows elsewhere in the same transaction; gives the events that tell of it. */
  follow?(row: OpinionRow, input: Input, context: OpinionContext): Promise<readonly NewEvent[]>;
}

/** A text that many may read: whoever the citizen is stands in fields of its own, which are masked. */
export function publicText(most: number) {
  return text(most).superRefine((value, context) => {
    const kinds = personalDataIn(value);
    if (kinds.length === 0) return;
    context.addIssue({
      code: 'custom',
      message: `holds ${kinds.join(' and ')}; the citizen's own data goes into citizenName, citizenPhone and citizenAddress`,
    });
  });
}

const phone = z
  .string()
  .trim()
  .regex(/^(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8})$/, 'is no telephone number such as 13900000000 or 0451-84612345');

export const registration = z
  .object({
    homeId: z.string().nullish(),
    stationId: z.string().nullish(),
    title: publicText(200),
    content: publicText(20_000),
    topic: publicText(64).nullish(),
    citizenName: text(50).nullish(),
    citizenPhone: phone.nullish(),
    citizenAddress: text(200).nullish(),
  })
  .refine(({ homeId, stationId }) => Boolean(homeId) !== Boolean(stationId), {
    error: 'names neither a home nor a station, or both: an opinion is taken at one of them',
  });

export type Registration = z.output<typeof registration>;
