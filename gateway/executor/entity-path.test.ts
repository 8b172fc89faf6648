import { expect, test } from '@jest/globals';
import { compilePath, visitEntities } from './entity-path.ts';

test.each([
  ['field', []],
  ['condition on its type', [{ TypeCondition: ['Dog'] }]],
])(
  'an entity that stands in several places is visited once, and again in each other, at the end of a %s',
  (_what, end) => {
    const dog = { __typename: 'Dog' };
    const data = { homes: [{ pet: dog }, { pet: dog }, { pet: { __typename: 'Cat' } }, { pet: dog }] };
    const path = compilePath(
      (typename, condition) => typename === condition,
      [{ Field: 'homes' }, '@', { Field: 'pet' }, ...end],
    );
    const seen: unknown[] = [];
    const again: unknown[] = [];
    visitEntities({ data, shared: new Set([dog]) }, path, {
      visit: (entity, holder) => seen.push([entity, holder]),
      visitAgain: (entity, holder) => again.push([entity, holder]),
    });
    expect(seen[0]).toEqual([dog, data.homes[0]]);
    expect(again).toEqual([
      [dog, data.homes[1]],
      [dog, data.homes[3]],
    ]);
  },
);
