import { describe, expect, test } from '@jest/globals';
import { graphql, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { DivisionCodeScalar } from './division-code.scalar.ts';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      echo: {
        type: DivisionCodeScalar,
        args: { code: { type: new GraphQLNonNull(DivisionCodeScalar) } },
        resolve: (_, { code }) => code,
      },
      damaged: { type: DivisionCodeScalar, resolve: () => '12' },
    },
  }),
});

const run = (source: string, code?: unknown) => graphql({ schema, source, variableValues: { code } });
const withVariable = 'query ($code: DivisionCode!) { echo(code: $code) }';

describe('the DivisionCode scalar', () => {
  test('lets a right code through, as a literal and as a variable', async () => {
    expect(await run('{ echo(code: "230102") }')).toEqual({ data: { echo: '230102' } });
    expect(await run(withVariable, '230102001001')).toEqual({ data: { echo: '230102001001' } });
  });

  test.each(['{ echo(code: "2301") }', '{ echo(code: 230102) }', '{ echo(code: { a: 1 }) }'])(
    'refuses %s where it stands',
    async (source) => {
      const { errors } = await run(source);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toEqual({ code: 'DIVISION_CODE_INVALID' });
      expect(errors?.[0]?.locations).toEqual([{ line: 1, column: 14 }]);
    },
  );

  test.each(['2301', 230102, { a: 1 }, ['230102', '230103']])('refuses the variable %j', async (value) => {
    const { errors } = await run(withVariable, value);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({ code: 'DIVISION_CODE_INVALID' });
  });

  test('takes a wrong value on the way out for a fault of the server', async () => {
    const { data, errors } = await run('{ damaged }');
    expect(data).toEqual({ damaged: null });
    expect(errors?.[0]?.originalError).toBeInstanceOf(TypeError);
    expect(errors?.[0]?.extensions).toEqual({});
  });
});
