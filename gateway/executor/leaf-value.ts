import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  type GraphQLLeafType,
} from 'graphql';

/** Whether a subgraph's value is one of a type. */
export type LeafTest = (value: unknown) => boolean;

const largestInt = 2 ** 31;

/** By name: a schema read from SDL has objects of its own for the built-in scalars. */
const scalars: Readonly<Record<string, LeafTest>> = {
  [GraphQLInt.name]: (value) => Number.isInteger(value) && isWithin(value as number, largestInt),
  [GraphQLFloat.name]: (value) => typeof value === 'number',
  [GraphQLString.name]: (value) => typeof value === 'string',
  [GraphQLBoolean.name]: (value) => typeof value === 'boolean',
  [GraphQLID.name]: (value) => typeof value === 'string' || Number.isSafeInteger(value),
};

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'function';
}

function isWithin(value: number, limit: number): boolean {
  return value >= -limit && value < limit;
}

/**
 * Section 3.5 of the GraphQL spec, result coercion. An enum that clients see lacks its @inaccessible values. What a custom
 * scalar looks like is its subgraph's business; only what every object inherits, such as under the alias "toString", is not
 * of it: JSON has no functions.
 */
export function createLeafTest(type: GraphQLLeafType): LeafTest {
  if (!isEnumType(type)) return scalars[type.name] ?? isPresent;
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
