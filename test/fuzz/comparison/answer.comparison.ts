import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { isJsonObject } from '../../../gateway/transport/subgraph-answer.ts';

export type Answer = FormattedExecutionResult;

/** What is not the same in two answers. */
export type DifferenceKind = 'data' | 'errors';

/** Undefined where `actual` says the same as `expected`. */
export function compareAnswers(actual: Answer, expected: Answer): DifferenceKind | undefined {
  // As text: fields stand in the order of the selection (section 7.2.2 of the GraphQL spec).
  if (JSON.stringify(actual.data) !== JSON.stringify(expected.data)) return 'data';
  return errorText(actual) === errorText(expected) ? undefined : 'errors';
}

/**
 * Which nulls of the data are explained, and by what. Not compared, since a gateway cannot know or need not keep it:
 *
 * - which of several fields below a null failed first: the null is explained by any error at or below it;
 * - errors of fields that the client did not ask for, which the gateway needed for others (@requires);
 * - the texts of errors without a path: they refuse the whole request, in each engine's own words;
 * - the order of errors, and how often one is told.
 */
function errorText({ data, errors = [] }: Answer): string {
  if (data === undefined) return errors.length > 0 ? 'refused' : 'empty';
  return [...new Set(errors.flatMap((error) => explanation(data, error)))].sort().join('\n');
}

function explanation(data: unknown, { path, message, extensions }: GraphQLFormattedError): string[] {
  if (!path) return ['an error without a path'];
  let value = data;
  for (const [depth, segment] of path.entries()) {
    if (value === null) return [JSON.stringify(path.slice(0, depth))];
    const isThere = Array.isArray(value) || isJsonObject(value) ? segment in value : false;
    if (!isThere) return [];
    value = (value as Record<string, unknown>)[segment];
  }
  const isExplained = value === null ? '' : ' (which is not null)';
  return [`${JSON.stringify(path)}${isExplained}: ${String(extensions?.['code'])} ${message}`];
}
