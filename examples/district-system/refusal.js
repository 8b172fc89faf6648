import { GraphQLError } from 'graphql';

/** An error for the reader, with a code for programs in `extensions.code`. */
export class Refusal extends GraphQLError {
  constructor(code, message) {
    super(message, { extensions: { code } });
  }
}
