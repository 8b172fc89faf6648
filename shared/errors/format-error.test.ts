import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import { ClientError } from './client-error.ts';
import { createErrorFormatter } from './format-error.ts';

function setUp() {
  const logged: { err?: unknown; reference?: unknown }[] = [];
  const logger = { error: (fields: object) => void logged.push(fields) } as unknown as Logger;
  const format = createErrorFormatter(logger);
  const path = ['city', 'name'];
  /** As graphql-js hands over an error that a resolver threw. */
  const formatThrown = (error: Error) => {
    const located = new GraphQLError(error.message, { path, originalError: error });
    return format(located.toJSON(), located);
  };
  return { logged, format, formatThrown, path };
}

describe('an error on its way to the client', () => {
  test('is shown as it is where it is meant for it, with its place and details', () => {
    const { formatThrown, logged, path } = setUp();
    const shown = formatThrown(new ClientError('CONFLICT', 'Read it again.', { currentVersion: 3 }));
    expect(shown).toEqual({ message: 'Read it again.', path, extensions: { code: 'CONFLICT', currentVersion: 3 } });
    expect(logged).toEqual([]);
  });

  test('is masked where it is anything else, behind a reference that the log knows', () => {
    const { formatThrown, logged, path } = setUp();
    const cause = new TypeError(
      "cannot connect to mysql://user:secret-word@host; select * from deputy where phone = '138'",
    );
    const shown = formatThrown(cause);
    expect(JSON.stringify(shown)).not.toMatch(/secret-word|select|138|stack/);
    expect(shown).toMatchObject({
      path,
      extensions: { code: 'INTERNAL', reference: expect.stringMatching(/^[\w-]{36}$/) },
    });
    expect(shown.message).toContain(shown.extensions?.['reference']);
    expect(logged).toEqual([expect.objectContaining({ err: cause, reference: shown.extensions?.['reference'] })]);
  });

  test('is masked even where it makes itself out to be a client error', () => {
    const { formatThrown } = setUp();
    const posing = Object.assign(new Error('inner workings'), { code: 'CONFLICT', extensions: { code: 'CONFLICT_X' } });
    expect(formatThrown(posing).extensions?.['code']).toBe('INTERNAL');
  });

  test('is found within however many layers', () => {
    const { format } = setUp();
    let error: Error = new ClientError('ID_INVALID', 'That is no id.');
    for (let depth = 0; depth < 4; depth += 1) error = new GraphQLError(`layer ${depth}`, { originalError: error });
    expect(format((error as GraphQLError).toJSON(), error)).toMatchObject({
      message: 'That is no id.',
      extensions: { code: 'ID_INVALID' },
    });
  });

  test.each(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE'])(
    'stays as it is where the request is at fault: %s',
    (code) => {
      const { format, logged } = setUp();
      const error = new GraphQLError('Cannot query field "x".', { extensions: { code } });
      expect(format(error.toJSON(), error)).toEqual(error.toJSON());
      expect(logged).toEqual([]);
    },
  );

  test('keeps the code that a scalar gave, not the general one that the server put over it', () => {
    const { format } = setUp();
    const scalar = new GraphQLError('"x" is not a division code.', { extensions: { code: 'DIVISION_CODE_INVALID' } });
    const outer = new GraphQLError('Variable "$code" got invalid value', {
      originalError: scalar,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(format(outer.toJSON(), outer)).toMatchObject({
      message: '"x" is not a division code.',
      extensions: { code: 'DIVISION_CODE_INVALID' },
    });
  });

  test.each([[undefined], [null], ['a text'], [{ message: 'x' }]])(
    'is masked where something else was thrown: %j',
    (thrown) => {
      const { format } = setUp();
      expect(format({ message: 'inner workings' }, thrown)).toMatchObject({ extensions: { code: 'INTERNAL' } });
      expect(format({ message: 'inner workings' }, thrown).message).not.toContain('inner');
    },
  );
});
