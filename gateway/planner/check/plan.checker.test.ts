import { describe, expect, test } from '@jest/globals';
import type { FetchNode, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import { composeSupergraph } from '../../supergraph/supergraph.composer.ts';
import { readSupergraph } from '../../supergraph/supergraph.schema.ts';
import { createPlanChecker } from './plan.checker.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12",
  import: ["@key", "@external", "@requires", "@interfaceObject", "@shareable"])`;
const typeDefs = {
  zoo: `
    type Query { animals: [Animal!]! cat: Cat }
    interface Animal @key(fields: "id") { id: ID! size: Int }
    type Cat implements Animal @key(fields: "id") { id: ID! size: Int! weight(unit: String): Int }
    type Dog implements Animal @key(fields: "id") { id: ID! size: Int tail: Int }
  `,
  food: `
    type Cat @key(fields: "id") { id: ID! weight(unit: String): Int @external meal: String @requires(fields: "weight(unit: \\"g\\")") }
    type Dog @key(fields: "id", resolvable: false) { id: ID! }
  `,
  stars: `
    type Query { best: Animal }
    type Animal @key(fields: "id") @interfaceObject { id: ID! stars: Int }
  `,
};
const supergraph = readSupergraph(
  composeSupergraph(
    Object.entries(typeDefs).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, sdl: link + sdl })),
  ),
);
const checkPlan = createPlanChecker(supergraph);
const check = (operation: string, root: PlanNode | undefined) => checkPlan(parse(operation), root);

const fetch = (serviceName: string, operation: string, more: Partial<FetchNode> = {}): FetchNode => ({
  kind: 'Fetch',
  serviceName,
  operation,
  ...more,
});
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const on = (typeCondition: string, ...names: string[]): RequiresSelection[] => [
  {
    kind: 'InlineFragment',
    typeCondition,
    selections: ['__typename', ...names].map((name) => ({ kind: 'Field', name })),
  },
];
const at = (field: string, node: FetchNode, more: PlanNode = node): PlanNode => ({
  kind: 'Flatten',
  path: [{ Field: field }, '@'],
  node: more,
});
const join = (serviceName: string, selection: string, requires: RequiresSelection[], more: Partial<FetchNode> = {}) =>
  fetch(serviceName, `query($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`, {
    requires,
    ...more,
  });
const asAnimal = [
  { ValueSetter: { path: [{ TypenameEquals: ['Animal'] }, { Key: '__typename' }], setValueTo: 'Animal' } },
];

describe('a plan', () => {
  test('stands where it brings every field for every type', () => {
    const animals = fetch('zoo', '{animals{__typename ...on Cat{id _weight:weight(unit:"g")} ...on Dog{tail}}}');
    const requires: RequiresSelection[] = [
      {
        kind: 'InlineFragment',
        typeCondition: 'Cat',
        selections: [
          { kind: 'Field', name: '__typename' },
          { kind: 'Field', name: 'id' },
          { kind: 'Field', name: '_weight', alias: 'weight' },
        ],
      },
    ];
    const plan = sequence(animals, at('animals', join('food', '...on Cat{meal}', requires)));
    expect(check('{animals{__typename ...on Cat{meal} ...on Dog{tail}}}', plan)).toBeUndefined();
  });

  test('falls where a field is missing, of one type only too', () => {
    expect(check('{cat{id size}}', fetch('zoo', '{cat{id}}'))).toBe('/cat/size of Cat is not fetched');
    const plan = fetch('zoo', '{animals{__typename ...on Cat{size}}}');
    expect(check('{animals{__typename size}}', plan)).toBe('/animals/size of Dog is not fetched');
    expect(check('{cat{id}}', undefined)).toBe('/cat of Query is not fetched');
  });

  test('falls where a field has other arguments than were asked for', () => {
    const plan = fetch('zoo', '{cat{weight(unit:"g")}}');
    expect(check('{cat{weight(unit:"g")}}', plan)).toBeUndefined();
    expect(check('{cat{weight(unit:"kg")}}', plan)).toBe('/cat/weight of Cat is not fetched');
    expect(check('{cat{weight(unit:["g"])}}', plan)).toBeUndefined();
    expect(check('{cat{weight(unit:["g","g"])}}', plan)).toBe('/cat/weight of Cat is not fetched');
  });

  test('falls where an entity is told without its key, with none that can be resolved, or without what is required', () => {
    const weighed = fetch('zoo', '{cat{__typename id weight(unit:"kg")}}');
    const cat = (node: FetchNode): PlanNode => ({ kind: 'Flatten', path: [{ Field: 'cat' }], node });
    const told = (...names: string[]) => sequence(weighed, cat(join('food', '...on Cat{meal}', on('Cat', ...names))));
    expect(check('{cat{meal}}', told('weight'))).toBe('food is asked for a Cat by what is no key of it');
    expect(check('{cat{meal}}', told('id'))).toBe('food is asked for Cat.meal without what it requires');
    // By its name it is there, but in another unit.
    expect(check('{cat{meal}}', told('id', 'weight'))).toBe('food is asked for Cat.meal without what it requires');
    const dogs = sequence(
      fetch('zoo', '{animals{__typename id}}'),
      at('animals', join('food', '...on Dog{id}', on('Dog', 'id'))),
    );
    expect(check('{animals{id}}', dogs)).toBe('food is asked for a Dog by what is no key of it');
  });

  test('falls where a representation needs what was not fetched, since the entity is then left out', () => {
    const plan = sequence(
      fetch('zoo', '{animals{__typename}}'),
      at('animals', join('stars', '...on Animal{stars}', on('Animal', 'id'))),
    );
    expect(check('{animals{stars}}', plan)).toBe('/animals/stars of Cat is not fetched');
  });

  test('falls where a subgraph is asked for what it does not have, or for no GraphQL', () => {
    expect(check('{cat{id}}', fetch('stars', '{cat{id}}'))).toBe(
      'stars is asked for Query.cat, which it does not have',
    );
    expect(check('{cat{id}}', fetch('zoo', '{cat{}}'))).toMatch(/^a fetch is no GraphQL: Syntax Error/);
  });

  test('falls where a subgraph sees one key in two shapes', () => {
    const plan = fetch('zoo', '{animals{__typename size ...on Cat{size}}}');
    expect(check('{animals{__typename size}}', plan)).toBe('zoo has "size" in shapes that differ by type');
  });

  test('falls where the type of an interface object matters and is not asked for', () => {
    const best = fetch('stars', '{best{__typename id stars}}');
    const typed: PlanNode = {
      kind: 'Flatten',
      path: [{ Field: 'best' }],
      node: join('zoo', '...on Animal{__typename}', on('Animal', 'id'), { inputRewrites: asAnimal }),
    };
    expect(check('{best{id stars}}', best)).toBeUndefined();
    expect(check('{best{stars ...on Cat{id}}}', best)).toBe(
      'the type of what stands at /best is not asked for, and is needed',
    );
    expect(check('{best{__typename}}', best)).toBe('the type of /best/__typename is not asked for, and is needed');
    expect(check('{best{stars ...on Cat{id} __typename}}', sequence(best, typed))).toBeUndefined();
  });

  test('is read as far as its paths lead: by type, and under new names', () => {
    const catsOnly: PlanNode = {
      kind: 'Flatten',
      path: [{ Field: 'animals' }, '@', { TypeCondition: ['Cat'] }],
      node: join('stars', '...on Animal{_stars:stars}', on('Animal', 'id'), {
        inputRewrites: [
          { ValueSetter: { path: [{ TypenameEquals: ['Cat'] }, { Key: '__typename' }], setValueTo: 'Animal' } },
        ],
        outputRewrites: [{ KeyRenamer: { path: [{ Key: '_stars' }], renameKeyTo: 'stars' } }],
      }),
    };
    const plan = sequence(fetch('zoo', '{animals{__typename id}}'), catsOnly);
    expect(check('{animals{__typename ...on Cat{stars}}}', plan)).toBeUndefined();
    expect(check('{animals{__typename stars}}', plan)).toBe('/animals/stars of Dog is not fetched');
  });

  test('falls with conditions in it, which were decided before', () => {
    const conditional: PlanNode = { kind: 'Condition', condition: 'a', ifClause: fetch('zoo', '{cat{id}}') };
    expect(check('{cat{id}}', conditional)).toBe('a part for operations with directives (Condition)');
  });
});

describe("another subgraph's fields", () => {
  const ants = {
    hill: `
      type Query { queen: Ant @provides(fields: "legs") workers: [Ant!]! }
      type Ant @key(fields: "id") { id: ID! legs: Int @external age: Int @external load: Int @requires(fields: "age") }
    `,
    lab: 'type Ant @key(fields: "id") { id: ID! legs: Int @shareable age: Int }',
  };
  const supergraphSdl = composeSupergraph(
    Object.entries(ants).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/`,
      sdl: link.replace('"@key"', '"@key", "@provides"') + sdl,
    })),
  );
  const checkAnts = createPlanChecker(readSupergraph(supergraphSdl));
  const ask = (operation: string) => checkAnts(parse(operation), fetch('hill', operation));

  test('may be asked for where they are provided, and keys anywhere', () => {
    expect(ask('{queen{legs id}workers{id}}')).toBeUndefined();
  });

  test('may not be asked for elsewhere, nor others of the same object', () => {
    expect(ask('{workers{legs}}')).toBe("hill is asked for Ant.legs, which is another's");
    expect(ask('{queen{age}}')).toBe("hill is asked for Ant.age, which is another's");
  });
});
