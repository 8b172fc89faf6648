import { describe, expect, test } from '@jest/globals';
import { canonicalJson, hashEvent, type HashedEvent } from './event-hash.ts';
import { genesisHash } from './genesis-hash.ts';

const event: HashedEvent = {
  sequence: 1,
  aggregateType: 'suggestion',
  aggregateId: '230100-SG-2026-000001',
  type: 'suggestion.submitted',
  act: 'submit',
  fromState: 'DRAFT',
  toState: 'SUBMITTED',
  actorRole: 'deputy',
  organ: null,
  divisionCode: '230100',
  occurredAt: '2026-01-01T00:00:00.000Z',
  payload: '{}',
};

describe("an event's hash", () => {
  test('is the same for the same event, in 64 hexadecimal digits', () => {
    expect(hashEvent(genesisHash, event)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashEvent(genesisHash, { ...event })).toBe(hashEvent(genesisHash, event));
    expect(hashEvent(genesisHash, { ...event, hash: 'x', more: 1 } as HashedEvent)).toBe(hashEvent(genesisHash, event));
  });

  test.each(Object.keys(event) as (keyof HashedEvent)[])('changes with "%s"', (field) => {
    const changed = { ...event, [field]: field === 'sequence' ? 2 : `${event[field] ?? ''}x` };
    expect(hashEvent(genesisHash, changed)).not.toBe(hashEvent(genesisHash, event));
  });

  test('changes with the hash before it', () => {
    expect(hashEvent('1'.repeat(64), event)).not.toBe(hashEvent(genesisHash, event));
  });

  test('tells apart fields whose texts run into one another', () => {
    const left = hashEvent(genesisHash, { ...event, type: 'ab', act: 'c' });
    expect(hashEvent(genesisHash, { ...event, type: 'a', act: 'bc' })).not.toBe(left);
    expect(hashEvent(genesisHash, { ...event, organ: '' })).not.toBe(hashEvent(genesisHash, { ...event, organ: null }));
  });
});

test('canonical JSON does not depend on the order of keys, at any depth, but on that of lists', () => {
  expect(canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}',
  );
  expect(canonicalJson({ a: { c: null, d: [{ y: 2, z: 1 }] }, b: 1 })).toBe(
    canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } }),
  );
  expect(canonicalJson([2, 1])).toBe('[2,1]');
  expect(canonicalJson({ a: undefined })).toBe('{}');
});
