import type { WorldType } from './world.model.ts';

type Leaf = Extract<WorldType, { kind: 'leaf' }>;

const texts = ['', '代表', 'a "quoted" text', 'two\nlines', '\u{1F3DB}', '__proto__', 'null'];

/** A value of a scalar or an enum, made from `at`. Texts are all different, so that they can be keys. */
export function leafValue({ name, enumValues }: Leaf, at: number): unknown {
  if (enumValues) return enumValues[at % enumValues.length];
  const make = scalars[name];
  if (make) return make(at);
  return name.toLowerCase().includes('json') ? jsonValue(at) : `${name} ${at.toString(36)}`;
}

const scalars: Readonly<Record<string, (at: number) => unknown>> = {
  ID: (at) => at.toString(36),
  String: (at) => `${at.toString(36)}${texts[at % 20] ?? ''}`,
  Int: (at) => at | 0,
  Float: (at) => (at % 4_000) / 8 - 100,
  Boolean: (at) => at % 2 === 0,
};

/** With names in it that gateways use for themselves. */
function jsonValue(at: number): unknown {
  return { id: at, __typename: 'Nothing', list: [at % 7, null, { at }], null: null };
}
