import type { Random } from '../../../cli/seed/text/seeded-random.ts';

/** The head of every schema. */
export const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external",
  "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject"])`;

/** How often a graph has each of these. */
export const likelihood = {
  otherKey: 0.3,
  compoundKey: 0.2,
  nestedKey: 0.1,
  shared: 0.15,
  overridden: 0.1,
  hidden: 0.05,
  requiring: 0.3,
  providing: 0.35,
  args: 0.3,
  list: 0.5,
  required: 0.3,
  union: 0.6,
  interface: 0.8,
  interfaceObject: 0.5,
  plainInterface: 0.4,
  mutation: 0.3,
};

export const scalars = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Colour', 'Json'];
/** What every subgraph has. */
export const shared = `enum Colour { RED GREEN BLUE }
scalar Json
type Tag @shareable { code: String! }
input Filter { colour: Colour = GREEN ids: [ID!] limit: Int not: Filter }`;
export const argumentLists = [
  '(by: Int)',
  '(by: Int = 3, colour: Colour)',
  '(filter: Filter)',
  '(ids: [ID!]! = ["a"])',
];

const keyTypes: Readonly<Record<string, string>> = { id: 'ID', part: 'Int', code: 'String', tag: 'Tag' };

export function keyLine(field: string): string {
  return `${field}: ${keyTypes[field]}!`;
}

export function topFields(set: string): string[] {
  return set
    .replaceAll(/\{[^}]*\}/g, '')
    .trim()
    .split(/\s+/);
}

/** What a field set gives a field that has one of `argumentLists`. */
export function givenTo(args: string, random: Random): string {
  if (args.startsWith('(by')) return random.pick(['', '(by: 1)', '(by: 2)']);
  if (args.startsWith('(ids')) return random.pick(['', '(ids: ["x"])']);
  return args === '' ? '' : random.pick(['', '(filter: {limit: 2, colour: RED})']);
}

export function bare(type: string): string {
  return type.replace(/[[\]!]/g, '');
}
