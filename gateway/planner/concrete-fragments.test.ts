import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import { withConcreteFragments } from './concrete-fragments.ts';

const schema = buildSchema(`
  type Query { item: Item sold: Sold }
  interface Item { id: ID peer: Item }
  interface Priced { price: Int }
  type Lamp implements Item & Priced { id: ID peer: Item price: Int }
  type Cup implements Item & Priced { id: ID peer: Item price: Int }
  type Rug implements Item { id: ID peer: Item }
  type Deed { id: ID }
  union Sold = Lamp | Rug | Deed
  union All = Lamp | Cup | Rug | Deed
`);

function concrete(text: string): string {
  return stripIgnoredCharacters(print(withConcreteFragments(schema, new Set(['Item']), parse(text))));
}

describe('fragments in an interface object', () => {
  test('on other abstract types become fragments on the objects that are both', () => {
    expect(
      concrete('{ item { id ... on Priced { price } peer { ... on Sold @skip(if: false) { __typename } } } }'),
    ).toBe(
      '{item{id ...on Lamp{price}...on Cup{price}peer{...on Lamp@skip(if:false){__typename}...on Rug@skip(if:false){__typename}}}}',
    );
  });

  test('lose what stands in them for yet other types', () => {
    expect(concrete('{ item { ...F } } fragment F on Sold { ... on Deed { id } ... on Item { id } }')).toBe(
      '{item{...on Lamp{...on Item{id}}...on Rug{...on Item{id}}}}fragment F on Sold{...on Deed{id}...on Item{id}}',
    );
    expect(concrete('{ item { ... on Sold { ... on Deed { id } } } }')).toBe(
      '{item{...on Lamp{__typename}...on Rug{__typename}}}',
    );
  });

  test('become fragments on the interface where all of its objects are meant', () => {
    expect(concrete('{ item { ... on All { __typename ... on Deed { id } ... on Cup { id } } } }')).toBe(
      '{item{...on Item{__typename ...on Cup{id}}}}',
    );
  });

  test.each(['{item{...on Item{id}...on Lamp{price}...{id}}}', '{sold{...on Item{id}}}'])(
    'stay where they tell no types apart that the planners know: %s',
    (text) => expect(concrete(text)).toBe(text),
  );
});
