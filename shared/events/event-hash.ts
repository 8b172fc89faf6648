import { createHash } from 'node:crypto';
import type { EventRow } from './event.entity.ts';

/** The fields that the hash covers, in this order. */
const hashedFields = [
  'sequence',
  'aggregateType',
  'aggregateId',
  'type',
  'act',
  'fromState',
  'toState',
  'actorRole',
  'organ',
  'divisionCode',
  'occurredAt',
  'payload',
] as const satisfies readonly (keyof EventRow)[];

export type HashedEvent = Pick<EventRow, (typeof hashedFields)[number]>;

export function hashEvent(previousHash: string, event: HashedEvent): string {
  const canonical = JSON.stringify(hashedFields.map((field) => event[field] ?? null));
  return createHash('sha256').update(previousHash).update(canonical).digest('hex');
}

/** JSON with the keys of every object sorted, so that equal payloads are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
