import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  type GraphQLEnumType,
  type GraphQLLeafType,
} from 'graphql';
import { quote } from './json-text.ts';

/** The JSON of a value; undefined where it is none of the type. */
export type LeafWriter = (value: unknown) => string | undefined;

const largestInt = 2 ** 31;

const writeString: LeafWriter = (value) => (typeof value === 'string' ? quote(value) : undefined);

const writeInt: LeafWriter = (value) =>
  Number.isInteger(value) && isWithin(value as number, largestInt) ? String(value) : undefined;

const writeId: LeafWriter = (value) => {
  if (typeof value === 'string') return quote(value);
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** By name: a schema read from SDL has objects of its own for the built-in scalars. */
const scalars: Readonly<Record<string, LeafWriter>> = {
  [GraphQLInt.name]: writeInt,
  [GraphQLFloat.name]: (value) => (typeof value === 'number' ? String(value) : undefined),
  [GraphQLString.name]: writeString,
  [GraphQLBoolean.name]: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  [GraphQLID.name]: writeId,
};

function isWithin(value: number, limit: number): boolean {
  return value >= -limit && value < limit;
}

/**
 * Section 3.5 of the GraphQL spec, result coercion. An enum that clients see lacks its @inaccessible values. What a custom
 * scalar looks like is its subgraph's business.
 */
export function createLeafWriter(type: GraphQLLeafType): LeafWriter {
  return isEnumType(type) ? createEnumWriter(type) : (scalars[type.name] ?? JSON.stringify);
}

function createEnumWriter(type: GraphQLEnumType): LeafWriter {
  const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => texts.get(value);
}
