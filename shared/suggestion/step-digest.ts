import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../events/event-hash.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { CaseStepRow } from './case-record.entity.ts';
import { isNotice } from './clock/clock-notice.ts';

/** One of so many that whoever reads an event's digest cannot find the person by trying all. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** What an event holds of its step: sha256, in hex. Its case and version are in it, so that it fits no other event. */
export function digestOfStep({ suggestionId, version, act, person, reason, salt }: CaseStepRow): string {
  const held = { suggestionId, version, act, person: person ?? null, reason: reason ?? null, salt };
  return createHash('sha256').update(canonicalJson(held)).digest('hex');
}

export type SteppedEvent = Pick<EventRow, 'sequence' | 'aggregateType' | 'aggregateId' | 'type' | 'act' | 'occurredAt'>;

/** What the payload of an event tells of its step. */
export interface StepPlace {
  readonly version: number | undefined;
  /** Undefined in events from before digests. */
  readonly digest: unknown;
}

/** Undefined of an event that is no act on a suggestion: a notice of the clock, an opinion's, a hand-up's. */
export function stepPlaceOf(event: SteppedEvent, payload: unknown): StepPlace | undefined {
  if (event.aggregateType !== 'suggestion' || isNotice(event)) return undefined;
  const { stepDigest: digest, facts } = (payload ?? {}) as {
    readonly stepDigest?: unknown;
    readonly facts?: { readonly version?: number };
  };
  return { version: facts?.version, digest };
}

/** What is wrong with the step that stands for an event, in words; undefined where it fits. */
export function misfitOf(event: SteppedEvent, digest: unknown, step: CaseStepRow | undefined): string | undefined {
  const name = `event ${event.sequence} (${event.type} of ${event.aggregateId}, ${event.occurredAt})`;
  if (digest === undefined) {
    // The timeline would show it: a step of another act it would not.
    return step?.act === event.act
      ? `${name} is from before it was recorded who did it and why: its row of suggestion_step was put there later`
      : undefined;
  }
  if (!step) return `${name}: who did it and why is missing, as its row of suggestion_step was removed`;
  return digestOfStep(step) === digest
    ? undefined
    : `${name}: who did it and why was changed or put under another event, as its row of suggestion_step does not have the digest that the event holds`;
}
