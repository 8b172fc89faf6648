import { GraphQLScalarType } from 'graphql';
import { GraphQLDate, GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

export const DateScalar = GraphQLDate;
export const DateTimeScalar = GraphQLDateTime;
export const JsonObjectScalar = GraphQLJSONObject;

/** Taken and given as it is; the field that gets it checks its signature. */
export const CursorScalar = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  description: 'Opaque and signed: pass it back to the field that it came from, as it is.',
});
