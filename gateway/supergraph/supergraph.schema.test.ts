import { describe, expect, test } from '@jest/globals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { readSupergraph } from './supergraph.schema.ts';

const federation = `
  directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__type(graph: join__Graph!) repeatable on OBJECT
  scalar link__Import
  enum link__Purpose { SECURITY EXECUTION }
  enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid/") B @join__graph(name: "b-b", url: "") }
`;
const join = '@link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)';
const hiding = '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)';

const read = (sdl: string) => readSupergraph(`${federation}\n${sdl}`);
const shown = (sdl: string) => printSchema(lexicographicSortSchema(read(sdl).apiSchema)).replaceAll(/\s+/g, ' ');

describe('readSupergraph', () => {
  test('names the directives that say who may read what, which the gateway does not enforce', () => {
    const access = '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)';
    const root = '{ query: Root } type Root @join__type(graph: A) { a: Int }';
    expect(read(`schema ${join} ${access} ${root}`).unenforced).toEqual(['@authenticated']);
    expect(read(`schema ${join} ${hiding} ${root}`).unenforced).toEqual([]);
  });

  test('leaves out what belongs to the specifications that the supergraph names, but for what clients may write', () => {
    const sdl = `
      schema ${join} @link(url: "https://specs.example/mark/v1.0", as: "own", import: ["@star", { name: "Score", as: "Points" }, "Marks"])
      { query: Root }
      directive @own on OBJECT
      directive @own__deep on OBJECT
      directive @star on OBJECT
      directive @client(n: Int) on QUERY
      directive @own__tone(at: own__Volume!, with: own__Input) on FIELD
      enum own__Volume { LOW }
      input own__Input { text: own__Text score: Points }
      scalar own__Text
      scalar own__Unused
      scalar Points
      scalar Marks
      scalar Score
      type Root @own @star @join__type(graph: A) { a: Score own: Int }
    `;
    expect(shown(sdl)).toBe(
      'schema { query: Root } directive @client(n: Int) on QUERY ' +
        'directive @own__tone(at: own__Volume!, with: own__Input) on FIELD scalar Points ' +
        'type Root { a: Score own: Int } scalar Score input own__Input { score: Points text: own__Text } ' +
        'scalar own__Text enum own__Volume { LOW }',
    );
  });

  test('reads the specifications of a supergraph of Federation 1', () => {
    const sdl = `
      schema @core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1")
        @core(feature: "https://specs.apollo.dev/inaccessible/v0.1", as: "hide") { query: Query }
      directive @core(feature: String!) repeatable on SCHEMA
      directive @hide on FIELD_DEFINITION
      type Query { a: Int b: Int @hide }
    `;
    expect(shown(`${sdl} extend schema ${join}`)).toContain('type Query { a: Int }');
  });

  test('hides what is @inaccessible: types, fields, arguments, values, input fields, members', () => {
    const sdl = `
      schema ${join} ${hiding} { query: Query mutation: Mutation }
      directive @inaccessible on FIELD_DEFINITION
      type Query { a(x: Int y: Int @inaccessible): U b: E c(f: F): I d: Int @inaccessible }
      type Mutation @inaccessible { a: Int }
      union U = T | H
      enum E { ON OFF @inaccessible }
      input F { x: Int y: Int @inaccessible }
      interface I { a: Int }
      interface J @inaccessible { a: Int }
      type T implements I & J { a: Int }
      type H @inaccessible { a: Int }
    `;
    expect(shown(sdl)).toBe(
      'enum E { ON } input F { x: Int } interface I { a: Int } ' +
        'type Query { a(x: Int): U b: E c(f: F): I } type T implements I { a: Int } union U = T',
    );
  });

  test('hides with it whatever names something hidden or has nothing left to show', () => {
    const sdl = `
      schema ${join} ${hiding} { query: Query }
      directive @inaccessible on FIELD_DEFINITION
      type Query { a: Int outer: Outer list(of: [Input!]): [H!]! u: U e: E takes(input: Input, n: Int): Int }
      type Outer { inner: Inner }
      type Inner { h: H }
      type H @inaccessible { a: Int }
      union U = H | Inner
      enum E { ONLY @inaccessible }
      input Input { e: E }
    `;
    expect(shown(sdl)).toBe('type Query { a: Int takes(n: Int): Int }');
  });

  test('refuses a supergraph that shows nothing to query', () => {
    const sdl = `schema ${join} ${hiding} { query: Query } directive @inaccessible on OBJECT type Query { a: Int @inaccessible }`;
    expect(() => read(sdl)).toThrow('no field of Query');
  });

  test('knows the types of interfaces and unions, also of hidden ones, and where subgraphs are', () => {
    const sdl = `
      schema ${join} ${hiding} { query: Query }
      directive @inaccessible on OBJECT
      interface I { a: Int }
      union U = T | H
      type Query { i: I }
      type T implements I { a: Int }
      type H implements I @inaccessible { a: Int }
    `;
    const { isTypeOf, endpoints } = read(sdl);
    const of = (typename: string) => ['I', 'U', 'T'].map((condition) => isTypeOf(typename, condition));
    expect([of('T'), of('H'), of('Query'), of('I')]).toEqual([
      [true, true, true],
      [true, true, false],
      [false, false, false],
      [true, false, false],
    ]);
    expect([...endpoints]).toEqual([
      ['a', { name: 'a', url: 'http://a.invalid/' }],
      ['b-b', { name: 'b-b', url: '' }],
    ]);
  });
});
