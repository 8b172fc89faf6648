import { GraphQLError, GraphQLScalarType, Kind, print, type ASTNode } from 'graphql';
import { ClientError } from '../errors/client-error.ts';
import { isDivisionCode, parseDivisionCode, type DivisionCode } from './division-code.ts';
import { quotedExcerpt } from './quoted-excerpt.ts';

/**
 * Input is refused with a `GraphQLError` of code `DIVISION_CODE_INVALID`, as graphql-js's validation reports those as
 * they are and rewords every other error. A bad value on the way out is a fault of the data: an internal error.
 */
export const DivisionCodeScalar = new GraphQLScalarType<DivisionCode, string>({
  name: 'DivisionCode',
  description:
    'Statistical code of an administrative division (区划代码): 6 digits for a district or county (`230102`; a city is ' +
    '`230100`), 9 for a street or town (`230102001`), 12 for a community or village (`230102001001`).',
  parseValue: (value) => parseInput(value),
  parseLiteral: (node) => (node.kind === Kind.STRING ? parseInput(node.value, node) : refuseType(print(node), node)),
  serialize: (value) => {
    if (typeof value === 'string' && isDivisionCode(value)) return value;
    throw new TypeError(`A field of type DivisionCode holds ${quotedExcerpt(String(value))}`);
  },
});

function parseInput(value: unknown, node?: ASTNode): DivisionCode {
  if (typeof value !== 'string') return refuseType(JSON.stringify(value), node);
  try {
    return parseDivisionCode(value);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    throw refusal(error.message, node);
  }
}

function refuseType(got: string, node: ASTNode | undefined): never {
  throw refusal(`A division code is text in quotes, such as "230102"; got ${quotedExcerpt(got)}.`, node);
}

function refusal(message: string, node: ASTNode | undefined): GraphQLError {
  return new GraphQLError(message, { nodes: node ?? null, extensions: { code: 'DIVISION_CODE_INVALID' } });
}
