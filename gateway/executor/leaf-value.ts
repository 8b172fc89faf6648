import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  type GraphQLLeafType,
} from 'graphql';

const largestInt = 2 ** 31;

/** By name: a schema read from SDL has objects of its own for the built-in scalars. */
const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  [GraphQLInt.name]: (value) => Number.isInteger(value) && isWithin(value as number, largestInt),
  [GraphQLFloat.name]: (value) => typeof value === 'number',
  [GraphQLString.name]: (value) => typeof value === 'string',
  [GraphQLBoolean.name]: (value) => typeof value === 'boolean',
  [GraphQLID.name]: (value) => typeof value === 'string' || Number.isSafeInteger(value),
};

function isWithin(value: number, limit: number): boolean {
  return value >= -limit && value < limit;
}

/**
 * Section 3.5 of the GraphQL spec, result coercion: whether a subgraph's value is one of `type`. An enum that clients see
 * lacks its @inaccessible values. What a custom scalar looks like is its subgraph's business.
 */
export function fitsLeafType(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  return scalars[type.name]?.(value) ?? true;
}
