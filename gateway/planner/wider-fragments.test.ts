import { expect, test } from '@jest/globals';
import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import { interfacesWithVaryingFields, withWiderFragments } from './wider-fragments.ts';

const schema = buildSchema(`
  type Query { items: [Item!]! other: Other }
  interface Item { id: ID! near: Item }
  type Lamp implements Item { id: ID! near: Item watts: Int }
  type Desk implements Item { id: ID! near: Desk }
  interface Other { id: ID! }
  type Thing implements Other { id: ID! }
`);

function widen(text: string, ...interfaces: string[]): string | undefined {
  const wider = withWiderFragments(schema, new Set(interfaces), parse(text));
  return wider && stripIgnoredCharacters(print(wider));
}

test('what the interface has is asked of the interface, with the type; the rest stays where it is', () => {
  expect(widen('{items{...on Lamp{id watts}...on Desk{near{id}}}}', 'Item')).toBe(
    '{items{__typename id ...on Lamp{watts}__typename near{id}}}',
  );
});

test('in named fragments, in fragments of fragments and further down too', () => {
  const text = '{items{near{...F}}}fragment F on Item{...on Lamp{...on Item{id}...G}}fragment G on Lamp{watts}';
  expect(widen(text, 'Item')).toBe('{items{near{__typename id ...on Lamp{watts}}}}');
});

test('also in fragments without a type', () => {
  expect(widen('{items{...on Lamp{...{id ...{watts}}}}}', 'Item')).toBe('{items{__typename id ...on Lamp{watts}}}');
});

test('where no such interface is asked by its types, there is nothing to change', () => {
  expect(widen('{items{id near{id}}other{...on Thing{id}}}', 'Item')).toBeUndefined();
  expect(widen('{items{...on Lamp{watts}}}', 'Item')).toBeUndefined();
  expect(widen('{items{...on Lamp{id}}}')).toBeUndefined();
});

test('an interface varies where one of its types says more of a field than it does', () => {
  expect([...interfacesWithVaryingFields(schema)]).toEqual(['Item']);
});
