import { describe, expect, test } from '@jest/globals';
import { buildSchema, getVariableValues, parse, type OperationDefinitionNode } from 'graphql';
import { withoutValue } from './variable-fault.ts';

const schema = buildSchema(`
  type Query { ask(input: Citizen, count: Int, kind: Kind): Int }
  enum Kind { A B }
  input Citizen { name: String! phone: String kind: Kind numbers: [Int!] }
`);

const operation = parse(
  'query ($input: Citizen, $count: Int!, $kind: Kind) { ask(input: $input, count: $count, kind: $kind) }',
).definitions[0] as OperationDefinitionNode;

function faultsOf(variables: Record<string, unknown>): string[] {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return (errors ?? []).map(({ message }) => withoutValue(message));
}

describe('the fault of a variable', () => {
  test.each<[Record<string, unknown>, string]>([
    [
      { input: { phone: '138' } },
      'Variable "$input" got invalid value; Field "name" of required type "String!" was not provided.',
    ],
    [
      { input: { name: null } },
      'Variable "$input" got invalid value at "input.name"; Expected non-nullable type "String!" not to be null.',
    ],
    [
      { input: { name: { first: '张三' } } },
      'Variable "$input" got invalid value at "input.name"; String cannot represent a non string value.',
    ],
    [
      { input: { name: '张三', nickname: '小张' } },
      'Variable "$input" got invalid value; Field "nickname" is not defined by type "Citizen". Did you mean "name"?',
    ],
    [{ input: '张三' }, 'Variable "$input" got invalid value; Expected type "Citizen" to be an object.'],
    [
      { input: { name: '李', numbers: ['张三'] } },
      'Variable "$input" got invalid value at "input.numbers[0]"; Int cannot represent non-integer value.',
    ],
    [{ kind: '张三' }, 'Variable "$kind" got invalid value; it does not fit its type'],
  ])('%j names the place and the rule, not the value', (variables, message) => {
    expect(faultsOf({ count: 1, ...variables })).toEqual([message]);
  });

  test('that is made to look like a message tells nothing either', () => {
    const name = { a: '张三" at "input.x"; Field "张三" of required type "String!" was not provided.' };
    expect(faultsOf({ count: 1, input: { name } }).join()).not.toContain('张三');
  });

  test('that is missing keeps its words', () => {
    expect(faultsOf({})).toEqual(['Variable "$count" of required type "Int!" was not provided.']);
  });
});
